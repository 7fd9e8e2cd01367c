import { expect, onTestFinished, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Sampling } from '../../ports/call-records.ts'
import { metricsContract } from '../../ports/metrics.contract.ts'
import { dataFolder } from '../../test-support/data-folder.ts'
import { reportedCall } from '../../test-support/reported-call.ts'
import { sharedRecords } from '../../test-support/shared-records.ts'
import { openCallRecords } from './open.ts'

function opened(sampling: Sampling = 'all') {
  const store = openCallRecords({ dataDir: dataFolder(), samplingOf: () => sampling })
  onTestFinished(store.close)
  return store
}

const lastMinute = () => ({ from: instantOf(Date.now() - 60_000), to: instantOf(Date.now()) })

const records = sharedRecords()

metricsContract(async () => {
  const store = await records()
  return {
    metrics: store.metrics('cloud'),
    async tell(calls) {
      await store.calls.append('cloud', calls)
    },
  }
})

test.for<[Sampling, string]>([
  ['one-in-n', 'partial'],
  ['unknown', 'unknown'],
])('a source that declares %s is never complete', async ([sampling, completeness]) => {
  const { stamps } = await opened(sampling).metrics('cloud').edges(lastMinute(), wholeMesh('cloud'))

  expect(stamps).toMatchObject([{ source: 'Call records', completeness }])
})

test('while the store is away the figures are empty and their stamp says since when', async () => {
  const store = opened()
  const metrics = store.metrics('cloud')
  await store.close()

  const { value, stamps } = await metrics.edges(lastMinute(), wholeMesh('cloud'))

  expect(value).toEqual([])
  expect(stamps).toMatchObject([
    { completeness: 'unknown', silent: { since: expect.any(String), problem: { code: 'records-silent' } } },
  ])
})

test('all who look at once cost one read, and one who leaves does not take it from the others', async () => {
  const store = opened()
  const metrics = store.metrics('cloud')
  await store.calls.append('cloud', [reportedCall({ atMs: Date.now() - 10_000 })])
  const leaving = new AbortController()
  const window = { from: instantOf(Date.now() - 600_000), to: instantOf(Date.now() - 6000) }

  const { reads } = await store.status()
  const left = metrics.edges(window, wholeMesh('cloud'), leaving.signal)
  const stayed = Array.from({ length: 20 }, () => metrics.edges(window, wholeMesh('cloud')))
  leaving.abort(new Error('gone'))

  await expect(left).rejects.toThrow('gone')
  const readings = await Promise.all(stayed)
  expect(new Set(readings.map(({ value }) => value[0]?.traffic.calls))).toEqual(new Set([1]))
  expect((await store.status()).reads).toBe(reads + 1)
})
