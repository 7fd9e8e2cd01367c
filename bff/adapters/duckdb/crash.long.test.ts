import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf, microsOf } from '#shared/contract/instant.ts'
import type { ReportedCall } from '../../ports/call-records.ts'
import { type ConsoleProcess, startConsoleProcess } from '../../test-support/console-process.ts'
import { expectNothingLost, randomFrom, shuffledHalves } from '../../test-support/crash-story.ts'
import { dataFolder } from '../../test-support/data-folder.ts'
import { openCallRecords } from './open.ts'

const kills = 25

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test(`a store killed ${kills} times under load loses nothing that was acknowledged and doubles nothing`, async () => {
  const seed = Date.now() % 100_000
  const random = randomFrom(seed)
  const store = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all', pairingMs: 4000, patienceMs: 60_000 })
  onTestFinished(store.close)
  await store.status()
  const reports = shuffledHalves(kills * 400, random)
  const acknowledged: ReportedCall[] = []
  let killed = 0
  let sending = true

  const killing = (async () => {
    while (killed < kills && sending) {
      await pause(random() * 400)
      const { pid } = store.state()
      if (pid === undefined) continue
      process.kill(pid, 'SIGKILL')
      killed += 1
    }
  })()
  for (let from = 0; from < reports.length || killed < kills; from += 100) {
    const batch = reports.slice(from, from + 100)
    await store.calls.append('cloud', batch)
    acknowledged.push(...batch)
    if (batch.length === 0) await pause(20)
  }
  sending = false
  await killing

  expect(killed, `seed ${seed}`).toBe(kills)
  await expectNothingLost(store, acknowledged)
})

test('a console killed again and again while sidecars report loses no span that it answered 202', async () => {
  const seed = Date.now() % 100_000
  const random = randomFrom(seed)
  const folder = dataFolder()
  const nobody = { address: 'http://127.0.0.1:9' }
  const mesh = { name: 'cloud', kind: 'servicecomb', registry: nobody, policies: nobody }
  const rounds = 8
  const acknowledged: ReportedCall[] = []
  const reports = shuffledHalves(rounds * 1500, random)
  let next = 0

  for (let round = 0; round < rounds; round += 1) {
    const console = await startConsoleProcess(folder, [mesh])
    // From the first answer on, so that a slow start is no excuse for an idle round.
    let killing: Promise<void> | undefined
    while (next < reports.length) {
      const batch = reports.slice(next, next + 50)
      if (!(await post(console, batch))) break
      acknowledged.push(...batch)
      next += 50
      killing ??= pause(random() * 1200).then(() => console.kill())
    }
    await killing
  }

  expect(acknowledged.length, `seed ${seed}`).toBeGreaterThanOrEqual(rounds * 50)
  const store = openCallRecords({ dataDir: `${folder}/calls`, samplingOf: () => 'all', patienceMs: 60_000 })
  onTestFinished(store.close)
  await expectNothingLost(store, acknowledged)
  const { total } = await store.calls.search({}, lastHour(), { limit: 1 }, wholeMesh('cloud'))
  expect(total).toBeGreaterThan(0)
})

const lastHour = () => ({ from: instantOf(Date.now() - 3_600_000), to: instantOf(Date.now() + 60_000) })

/** False when the console died over it: then nobody knows whether it was taken. */
async function post({ collectorUrl }: ConsoleProcess, batch: readonly ReportedCall[]): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  for (;;) {
    const body = gzipSync(JSON.stringify(batch.map(spanOf)))
    const answer = await fetch(`${collectorUrl}/cloud/api/v2/spans`, { method: 'POST', headers, body }).catch(
      () => undefined,
    )
    if (!answer) return false
    if (answer.status === 202) {
      const receipt = (await answer.json()) as { accepted: number }
      if (receipt.accepted !== batch.length) throw new Error(`only ${receipt.accepted} were taken`)
      return true
    }
    if (answer.status !== 429 && answer.status !== 503) throw new Error(`the collector answered ${answer.status}`)
    await pause(Number(answer.headers.get('retry-after')) * 100)
  }
}

const spanOf = (half: ReportedCall) => ({
  traceId: half.trace,
  id: half.span,
  kind: half.halves === 'client' ? 'CLIENT' : 'SERVER',
  timestamp: microsOf(half.at),
  duration: Math.round(half.durationMs * 1000),
  localEndpoint: { serviceName: half.halves === 'client' ? half.caller?.service : half.callee.service },
  remoteEndpoint: { serviceName: half.halves === 'client' ? half.callee.service : half.caller?.service },
  ...(half.halves === 'server' ? { shared: true } : {}),
  tags: { 'http.method': half.method, 'http.url': half.url, 'http.status_code': '200' },
})
