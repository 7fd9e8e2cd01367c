import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolder } from '../../test-support/data-folder.ts'
import { reportedCall, twoHalves } from '../../test-support/reported-call.ts'
import { openCallRecords } from './open.ts'
import { watchStore } from './store-metrics.ts'

test('the console’s figures tell how the record store fares, and fewer while it is silent', async () => {
  const store = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all' })
  onTestFinished(store.close)
  const registry = new Registry()
  watchStore(registry, store)
  await store.calls.append('cloud', [reportedCall(), twoHalves().client])

  const running = await registry.metrics()
  expect(running).toMatch(/^meshdeck_record_store_waiting 1$/m)
  expect(running).toMatch(/^meshdeck_record_store_memory [1-9]\d+$/m)

  await store.close()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await registry.metrics()).not.toMatch(/^meshdeck_record_store_memory \d/m)
})
