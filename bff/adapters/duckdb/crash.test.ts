import { expect, onTestFinished, test } from 'vitest'
import type { ReportedCall } from '../../ports/call-records.ts'
import { expectNothingLost, randomFrom, shuffledHalves } from '../../test-support/crash-story.ts'
import { dataFolder } from '../../test-support/data-folder.ts'
import { openCallRecords } from './open.ts'

test('a store killed between and within commits loses nothing that was acknowledged and doubles nothing', async () => {
  const store = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all', pairingMs: 1000, patienceMs: 15_000 })
  onTestFinished(store.close)
  const reports = shuffledHalves(300, randomFrom(7))
  const acknowledged: ReportedCall[] = []

  for (let from = 0; from < reports.length; from += 60) {
    const batch = reports.slice(from, from + 60)
    const appending = store.calls.append('cloud', batch)
    if (from % 180 === 60) process.kill(store.state().pid ?? 0, 'SIGKILL')
    await appending
    acknowledged.push(...batch)
  }

  await expectNothingLost(store, acknowledged)
  expect(store.state().restarts).toBeGreaterThan(0)
})

test('two copies of the console share one store, and the second carries on when the first is gone', async () => {
  const dataDir = dataFolder()
  const options = { dataDir, samplingOf: () => 'all' as const, pairingMs: 1000, patienceMs: 15_000 }
  const first = openCallRecords(options)
  const { pid } = await first.status()
  const second = openCallRecords(options)
  onTestFinished(second.close)
  expect((await second.status()).pid).toBe(pid)
  const reports = shuffledHalves(50, randomFrom(11))
  const half = reports.length / 2
  await first.calls.append('cloud', reports.slice(0, half))

  await first.close()
  await second.calls.append('cloud', reports.slice(half))

  await expectNothingLost(second, reports)
  expect((await second.status()).pid).not.toBe(pid)
})
