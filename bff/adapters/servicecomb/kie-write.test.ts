import { afterEach, expect, test } from 'vitest'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { type Lab, appLabels, lab } from '../../test-support/servicecomb-lab.ts'
import { type Kie, nativeOf } from './kie.ts'
import { writeDocuments } from './kie-write.ts'

const opened: Lab[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

const statusKey = 'cse.governance.Consumer.ocr.policy.fault.protocols.rest.abort.httpStatus'
const percentKey = 'cse.governance.Consumer.ocr.policy.fault.protocols.rest.abort.percent'

/** A pair of documents, and a writer that somebody is ahead of by an instant at one of them. */
async function pair() {
  const world = await lab()
  opened.push(world)
  const make = async (key: string, value: string) =>
    nativeOf(await world.kie.create({ key, value, labels: appLabels, enabled: true }))
  const before = [await make(statusKey, '503'), await make(percentKey, '10')]
  const outrun = (at: string | undefined, value: string): Kie => ({
    ...world.kie,
    async update(id, content, signal) {
      if (id === at) await world.kie.update(id, { value, enabled: true })
      return world.kie.update(id, content, signal)
    },
  })
  const inKie = async () =>
    Object.fromEntries((await world.kie.withKey('cse.governance.*')).map(({ key, value }) => [key, value]))
  return { ...world, before, outrun, inKie }
}

const saying = (documents: NativeDocument[], ...texts: string[]) =>
  documents.map((document, at) => ({ ...document, text: texts[at] ?? document.text }))

test('a race that is lost at the second document leaves nothing of ours at the first', async () => {
  const { before, outrun, inKie } = await pair()
  const kie = outrun(before[1]?.id, '40')

  const own = await writeDocuments(kie, { before, standing: before, after: saying(before, '418', '20') })

  expect(own).toBe(false)
  expect(await inKie()).toEqual({ [statusKey]: '503', [percentKey]: '40' })
})

test('what was made before a race was lost is taken away again', async () => {
  const { before, outrun, inKie } = await pair()
  const made = { key: `${statusKey}.new`, labels: appLabels, format: 'text' as const, text: '1', enabled: true }
  const kie = outrun(before[1]?.id, '40')

  const own = await writeDocuments(kie, {
    before,
    standing: before,
    after: [made, ...saying(before, '503', '20')],
  })

  expect(own).toBe(false)
  expect(await inKie()).toEqual({ [statusKey]: '503', [percentKey]: '40' })
})

test('a pair that nobody else writes is written as a whole', async () => {
  const { before, kie, inKie } = await pair()

  const own = await writeDocuments(kie, { before, standing: before, after: saying(before, '418', '20') })

  expect(own).toBe(true)
  expect(await inKie()).toEqual({ [statusKey]: '418', [percentKey]: '20' })
})
