import { expect, test } from 'vitest'
import type { ChangeRequest, Proof } from '#shared/features/changes/model.ts'
import { type Api, consoleWith } from '../test-support/console-with.ts'
import { eventually } from '../test-support/eventually.ts'
import { livingMesh } from '../test-support/living-mesh.ts'
import { canary, everything, ocrPath, ocrRef, proposal, to } from '../test-support/ocr-mesh.ts'

const ref = { ...ocrRef, namespace: 'cloud@testing' }
const path = ocrPath.replace('production', 'testing')

/** Calls must come one by one, and on a busy machine that takes a while. */
const inTime = { timeout: 90_000 }

/** A console on a mesh in which `predict` calls `ocr` all the time. */
async function living() {
  const mesh = await livingMesh(120)
  const console = await consoleWith({ meshes: mesh.meshes })
  return { ...mesh, ...console }
}

async function apply(api: Api, spec: unknown): Promise<ChangeRequest> {
  const { body: now } = await api.get(path).expect(200)
  const wish = proposal({ ref, spec, enabled: true, base: now.policy?.base ?? 'none' })
  const { body } = await api.post('/api/changes').send(wish).expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

/** The proof of a request, as it stands when it fulfils what is waited for. */
const proofWhen = (api: Api, { id }: ChangeRequest, what: string, is: (proof: Proof) => boolean): Promise<Proof> =>
  eventually(
    async () => {
      const { body } = await api.get(`/api/changes/${id}`).expect(200)
      const { proof } = body as ChangeRequest // the endpoint's own answer
      return is(proof) && proof
    },
    what,
    60_000,
  )

test(
  'a rule becomes live on every sidecar that reads it, and the calls show the weights that were asked for',
  inTime,
  async () => {
    const { api, sandbox } = await living()

    const change = await apply(api, canary)
    const live = await proofWhen(api, change, 'the rule to be live', ({ level }) => level === 'live')
    const observed = await proofWhen(api, change, 'the calls to show it', ({ level }) => level === 'observed')

    const readers = sandbox.sidecars().map(({ identity }) => identity.service)
    expect(live.instances.map(({ service }) => service).toSorted()).toEqual(readers.toSorted())
    expect(new Set(live.instances.map(({ state }) => state))).toEqual(new Set(['holds']))
    expect(live.liveSince! >= change.appliedAt!).toBe(true)
    expect(observed.shares).toMatchObject([
      { route: 'android', destination: '1.0.0', asked: 0.95 },
      { route: 'android', destination: '1.0.1', asked: 0.05 },
      { route: 'everything', destination: '1.0.0', asked: 1, observed: 1 },
    ])
    expect(Math.abs((observed.shares[1]?.observed ?? 0) - 0.05)).toBeLessThan(0.03)
    expect(observed).not.toHaveProperty('why')

    // Nobody asks for it: the shares settle by themselves.
    const callsIn = ({ shares }: Proof) => shares[0]?.calls ?? 0
    const later = await proofWhen(api, change, 'more calls', (proof) => callsIn(proof) > callsIn(observed))
    expect(later.liveSince).toBe(observed.liveSince)
  },
)

test('shares that the calls do not show are not observed', inTime, async () => {
  const { api } = await living()
  // No instance of 3.0.0 runs: its share ends in errors, whatever the sidecars say that they hold.
  const change = await apply(api, { routes: [everything(to('1.0.0', 70), to('3.0.0', 30))] })

  const proof = await proofWhen(api, change, 'enough calls', ({ why }) => why?.code === 'proof-shares-differ')

  expect(proof).toMatchObject({ level: 'live', shares: [{ destination: '1.0.0', observed: 1 }, { observed: 0 }] })
})

test(
  'without calls it stays live and says so; a console that starts again goes on proving when they come',
  inTime,
  async () => {
    const { api, sandbox, app, copy } = await living()
    sandbox.setRate(0)
    const change = await apply(api, canary)
    const live = await proofWhen(api, change, 'the rule to be live', ({ level }) => level === 'live')
    expect(live).toMatchObject({ level: 'live', why: { code: 'proof-no-calls' } })
    await app.stop()

    sandbox.setRate(120)
    await copy()

    const observed = await proofWhen(api, change, 'the calls to show it', ({ level }) => level === 'observed')
    expect(observed.liveSince).toBe(live.liveSince)
  },
)
