import type { Clock } from '../clock.ts'
import type { CircuitEvent, ConsumerGauges } from '../consumer-gauges.ts'
import type { Answer, OutgoingHandler } from '../governance.ts'
import { refusal } from '../refusal.ts'
import { circuit, type Circuit, type CircuitSettings } from './circuit.ts'
import type { FailureList } from './failure-list.ts'
import type { Settings } from './settings.ts'

export interface Bizkeeper {
  handler: OutgoingHandler
  /** A change of any of its keys begins all circuits anew. */
  changed(key: string): void
}

export interface BizkeeperOptions {
  settings: Settings
  failures: FailureList
  gauges: Pick<ConsumerGauges, 'add'>
  clock: Clock
}

/**
 * Mesher's circuit handler. It knows the global keys only: a defect of its parser hides those of services
 * (servicecomb.md 3.6), and Mesher sets neither schema nor operation, so that a circuit belongs to a service.
 */
export function bizkeeper({ settings, failures, gauges, clock }: BizkeeperOptions): Bizkeeper {
  const circuits = new Map<string, Circuit>()

  const handler: OutgoingHandler = {
    name: 'bizkeeper-consumer',
    async handle(outgoing, next) {
      const target = outgoing.service
      const startedAt = clock.now()
      const count = (result: CircuitEvent['result']): void =>
        gauges.add({ target, result, milliseconds: clock.now() - startedAt })
      if (settings.flag('cse.fallback.Consumer.force', false)) return fallBack(target, 'force fallback', settings)
      const current = circuits.get(target) ?? circuit(circuitSettings(settings), clock.now)
      circuits.set(target, current)
      const reason = current.begin()
      if (reason) {
        count(reason === 'circuit open' ? 'shortCircuit' : 'reject')
        return fallBack(target, reason, settings)
      }
      let failed = true
      try {
        const answer = await next(outgoing)
        failed = failures.fails(answer)
        count(resultOf(answer, failed))
        return answer
      } finally {
        current.end(failed)
      }
    },
  }
  return {
    handler,
    changed(key) {
      if (/^cse\.(isolation|circuitBreaker|fallback)/.test(key)) circuits.clear()
    },
  }
}

function circuitSettings(settings: Settings): CircuitSettings {
  const breaker = 'cse.circuitBreaker.Consumer.'
  // 0 counts as absent; more than 1,000 at once are never allowed.
  const positive = (key: string, fallback: number): number => settings.integer(key) || fallback
  return {
    enabled: settings.flag(`${breaker}enabled`, false),
    forceOpen: settings.flag(`${breaker}forceOpen`, false),
    forceClosed: settings.flag(`${breaker}forceClosed`, false),
    requestVolumeThreshold: positive(`${breaker}requestVolumeThreshold`, 20),
    errorThresholdPercentage: positive(`${breaker}errorThresholdPercentage`, 50),
    sleepWindowInMilliseconds: positive(`${breaker}sleepWindowInMilliseconds`, 15_000),
    maxConcurrentRequests: Math.min(1000, positive('cse.isolation.Consumer.maxConcurrentRequests', 1000)),
  }
}

const resultOf = ({ timedOut }: Answer, failed: boolean): CircuitEvent['result'] =>
  timedOut ? 'timeout' : failed ? 'failure' : 'success'

/** The answers of servicecomb.md 4.5; without a fallback the bare reason. */
function fallBack(service: string, reason: string, settings: Settings): Answer {
  if (!settings.flag('cse.fallback.Consumer.enabled', true)) return refusal('open-circuit', 503, reason)
  if (settings.get('cse.fallbackpolicy.Consumer.policy') === 'returnnull')
    return refusal('open-circuit', 502, 'Unknown Error,instance is not selected, error is nil')
  const verb = reason === 'max concurrency' ? 'reject' : 'isolated'
  return refusal('open-circuit', 503, `API ${service}:: is ${verb} because of error: ${reason}`)
}
