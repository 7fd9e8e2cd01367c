/** Counts of calls by destination, as Mesher's consumer side keeps them (servicecomb.md 4.7). */
export interface CallMetrics {
  /** @param app and `version` are empty unless a route rule chose them. */
  count(call: { service: string; app: string; version: string; status: number; seconds: number }): void
  /** Prometheus text. */
  render(self: { service: string; app: string; version: string; startedAt: number }): string
}

interface Series {
  labels: string
  requests: number
  successes: number
  failures: number
  status4xx: number
  status5xx: number
  seconds: number
}

export function callMetrics(): CallMetrics {
  const all = new Map<string, Series>()
  return {
    count({ service, app, version, status, seconds }) {
      const labels = `{app="${app}",service_name="${service}",version="${version}"}`
      const series = all.get(labels) ?? empty(labels)
      all.set(labels, series)
      series.requests += 1
      series.seconds += seconds
      if (status >= 200 && status <= 226) series.successes += 1
      // 4xx count as failures, too.
      if (status >= 400) series.failures += 1
      if (status >= 400 && status < 500) series.status4xx += 1
      if (status >= 500) series.status5xx += 1
    },
    render({ service, app, version, startedAt }) {
      const series = [...all.values()]
      const own = `{app="${app}",service_name="${service}",version="${version}"}`
      return [
        ...counter('requests_total', series, (each) => each.requests),
        ...counter('successes_total', series, (each) => each.successes),
        ...counter('failures_total', series, (each) => each.failures),
        ...counter('status_4xx', series, (each) => each.status4xx),
        ...counter('status_5xx', series, (each) => each.status5xx),
        '# TYPE request_latency_seconds summary',
        ...series.map(({ labels, seconds }) => `request_latency_seconds_sum${labels} ${seconds}`),
        ...series.map(({ labels, requests }) => `request_latency_seconds_count${labels} ${requests}`),
        '# TYPE start_time_seconds gauge',
        `start_time_seconds${own} ${startedAt}`,
        '',
      ].join('\n')
    },
  }
}

// A series appears with its first event.
function counter(name: string, series: Series[], value: (each: Series) => number): string[] {
  const lines = series.filter((each) => value(each) > 0).map((each) => `${name}${each.labels} ${value(each)}`)
  return lines.length === 0 ? [] : [`# TYPE ${name} counter`, ...lines]
}

const empty = (labels: string): Series => ({
  labels,
  requests: 0,
  successes: 0,
  failures: 0,
  status4xx: 0,
  status5xx: 0,
  seconds: 0,
})
