import type { Identity } from './identity.ts'

/** What one call to a target came to, as the circuit handler sees it. */
export interface CircuitEvent {
  target: string
  result: 'success' | 'failure' | 'timeout' | 'shortCircuit' | 'reject'
  milliseconds: number
}

/** Mesher's `Consumer_*` gauges: sums of one flush interval, not counters (servicecomb.md 4.7). */
export interface ConsumerGauges {
  add(event: CircuitEvent): void
  /** Ends the interval: what was added becomes what is shown. */
  flush(): void
  /** Prometheus text; empty before the first flush with a call in it. */
  render(): string
  /** The first property of the service that is no Prometheus label: Mesher ends when it flushes one. */
  badLabel(): string | undefined
}

// Mesher shows the 5th percentile in the sample that should be the median.
const quantiles = [
  ['0.05', 0.05],
  ['0.25', 0.25],
  ['0.5', 0.05],
  ['0.75', 0.75],
  ['0.90', 0.9],
  ['0.99', 0.99],
] as const

export function consumerGauges({ app, service, version, hostName, properties }: Identity): ConsumerGauges {
  let current = new Map<string, CircuitEvent[]>()
  let shown: ReadonlyMap<string, readonly CircuitEvent[]> = current
  const labelsOf = (target: string): string[] =>
    Object.entries({
      ...properties,
      appID: app,
      hostname: hostName,
      operationID: '',
      schemaID: '',
      self: service,
      target,
      version,
    }).map(([key, value]) => `${key}="${value}"`)

  function lines(target: string, events: readonly CircuitEvent[]): string[] {
    const labels = labelsOf(target)
    const all = `{${labels.join(',')}}`
    const count = (result: CircuitEvent['result']): number => events.filter((event) => event.result === result).length
    const errors = events.length - count('success')
    const sorted = events.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
    const mean = sorted.reduce((sum, each) => sum + each, 0) / Math.max(1, sorted.length)
    return [
      `Consumer_attempts${all} ${events.length}`,
      `Consumer_errors${all} ${errors}`,
      `Consumer_successes${all} ${count('success')}`,
      `Consumer_failures${all} ${count('failure')}`,
      `Consumer_rejects${all} ${count('reject')}`,
      `Consumer_shortCircuits${all} ${count('shortCircuit')}`,
      `Consumer_timeouts${all} ${count('timeout')}`,
      // hystrix-go calls the fallback for errors of every kind, and Mesher's always succeeds.
      `Consumer_fallbackSuccesses${all} ${errors}`,
      `Consumer_fallbackFailures${all} 0`,
      `Consumer_totalDuration_mean${all} ${mean}`,
      `Consumer_runDuration_mean${all} ${mean}`,
      ...quantiles.map(
        ([label, share]) =>
          `Consumer_runDuration{${[...labels, `quantile="${label}"`].join(',')}} ${sorted[Math.floor(share * sorted.length)] ?? 0}`,
      ),
    ]
  }

  return {
    add(event) {
      const events = current.get(event.target) ?? []
      current.set(event.target, events)
      events.push(event)
    },
    flush() {
      shown = current
      // A target that was called once stays, with zeros while it is quiet.
      current = new Map([...shown.keys()].map((target) => [target, []]))
    },
    render: () => [...shown].flatMap(([target, events]) => lines(target, events)).join('\n'),
    badLabel: () =>
      current.size === 0 ? undefined : Object.keys(properties).find((key) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key)),
  }
}
