import { expect, test } from 'vitest'
import { epochMs } from '#shared/contract/instant.ts'
import type { ChangeRequest, Proof } from '#shared/features/changes/model.ts'
import type { Api } from '../test-support/console-with.ts'
import { eventually } from '../test-support/eventually.ts'
import { baseOf, canary, edit, ocrMesh, ocrRef, proposal } from '../test-support/ocr-mesh.ts'
import { reportedCall } from '../test-support/reported-call.ts'
import { provingUntil } from './change-progress.ts'
import type { ChangeTables } from './tables.ts'

/** Nobody can ask the instances of this mesh: they announce no address for it. */
async function apply(api: Api, enabled = true): Promise<ChangeRequest> {
  const wish = { ...edit(canary, await baseOf(api)), enabled }
  const { body } = await api.post('/api/changes').send(proposal(wish)).expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

const proofWhen = (api: Api, { id }: ChangeRequest, what: string, is: (proof: Proof) => boolean): Promise<Proof> =>
  eventually(
    async () => {
      const { body } = await api.get(`/api/changes/${id}`).expect(200)
      const { proof } = body as ChangeRequest // the endpoint's own answer
      return is(proof) && proof
    },
    what,
    20_000,
  )

test('what cannot be read from instances is expected by a time, and the calls show it all the same', async () => {
  const { api, records } = await ocrMesh()
  const change = await apply(api)
  const unread = await proofWhen(api, change, 'the first reading', ({ why }) => why?.code === 'proof-unreadable')
  expect(unread).toMatchObject({ level: 'stored', why: { params: { count: 2 } } })

  const expected = await proofWhen(api, change, 'the time by which', ({ why }) => why?.code === 'proof-expected')
  expect(expected).toMatchObject({ level: 'stored', why: { params: { count: 2, at: expected.expectedBy } } })
  expect(epochMs(expected.expectedBy!)).toBeGreaterThan(epochMs(change.appliedAt!))

  const callsTo = (version: string, count: number, headers: Record<string, string>) =>
    Array.from({ length: count }, () => {
      const callee = { namespace: ocrRef.namespace, service: 'ocr', version, instance: `ocr-${version}` }
      return reportedCall({ callee, headers })
    })
  const device = { 'device-os': 'android' }
  await records.calls.append('cloud', [
    ...callsTo('1.0.0', 57, device),
    ...callsTo('1.0.1', 3, device),
    ...callsTo('1.0.0', 60, {}),
  ])

  const observed = await proofWhen(api, change, 'the calls to show it', ({ level }) => level === 'observed')
  expect(observed).toMatchObject({
    why: { code: 'proof-observed-unread', params: { count: 2 } },
    shares: [{ observed: 0.95 }, { observed: 0.05 }, { observed: 1 }],
  })
  expect(observed).not.toHaveProperty('liveSince')
})

test('what no call can show is settled once it should be live', async () => {
  const { api, database } = await ocrMesh()
  const change = await apply(api, false)

  await proofWhen(api, change, 'the time by which', ({ why }) => why?.code === 'proof-expected')

  expect(await provingUntil(database.withTables<ChangeTables>(), change.id)).toBeUndefined()
})
