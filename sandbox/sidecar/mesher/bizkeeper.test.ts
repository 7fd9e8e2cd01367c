import { expect, test } from 'vitest'
import { manualClock } from '../../test-support/manual-clock.ts'
import { consumerGauges } from '../consumer-gauges.ts'
import type { Answer, OutgoingCall } from '../governance.ts'
import { identityOf } from '../mesher-under-test.ts'
import { refusal } from '../refusal.ts'
import { bizkeeper } from './bizkeeper.ts'
import { failureList } from './failure-list.ts'
import { settings as settingsFrom } from './settings.ts'

const call: OutgoingCall = {
  service: 'order',
  call: { method: 'GET', path: '/', headers: {}, body: '' },
  context: { traceId: 'a', spanId: 'b', shared: false },
  attempt: 0,
  startedAt: 0,
}

function handlerUnder(keys: Readonly<Record<string, string>>) {
  const gauges = consumerGauges(identityOf('caller'))
  const settings = settingsFrom(keys)
  const failures = failureList(settings)
  const { handler } = bizkeeper({ settings, failures, gauges, clock: manualClock() })
  return {
    send: (answer: () => Promise<Answer>) => handler.handle(call, answer),
    /** What one interval comes to, without labels and without what is 0. */
    shown() {
      gauges.flush()
      const lines = gauges
        .render()
        .replaceAll(/Consumer_|\{.*\}/g, '')
        .split('\n')
      return lines.filter((line) => !/Duration| 0$/.test(line))
    },
  }
}

const timedOut = () => Promise.resolve({ ...refusal('failed', 502, 'too late'), timedOut: true as const })

test('time-outs are told from the calls that an open circuit stopped', async () => {
  const { send, shown } = handlerUnder({
    'cse.circuitBreaker.Consumer.enabled': 'true',
    'cse.circuitBreaker.Consumer.requestVolumeThreshold': '2',
  })

  for (let i = 0; i < 5; i += 1) await send(timedOut)

  expect(shown()).toEqual(['attempts 5', 'errors 5', 'shortCircuits 3', 'timeouts 2', 'fallbackSuccesses 5'])
  expect(shown()).toEqual([])
})

test('rejected calls are told from successes', async () => {
  const { send, shown } = handlerUnder({ 'cse.isolation.Consumer.maxConcurrentRequests': '1' })
  const ok: Answer = { reply: { status: 200, headers: {}, body: '' }, outcome: 'ok', answered: true }
  let finish = (): void => undefined
  const first = send(() => new Promise((done) => (finish = () => done(ok))))

  await send(() => Promise.resolve(ok))
  finish()
  await first

  expect(shown()).toEqual(['attempts 2', 'errors 1', 'successes 1', 'rejects 1', 'fallbackSuccesses 1'])
})
