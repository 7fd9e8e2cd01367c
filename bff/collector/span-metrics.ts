import { Counter, type Registry } from 'prom-client'
import type { Collector } from './collector.ts'

/** Shows what reporters sent among the console's own figures. */
export function watchCollector(registry: Registry, collector: Collector): void {
  const spans = new Counter({
    name: 'meshdeck_collector_spans_total',
    help: 'Spans by mesh and by what became of them.',
    labelNames: ['mesh', 'outcome'],
    registers: [registry],
    collect() {
      spans.reset()
      for (const [mesh, { accepted, ignored, duplicates, late, refused }] of collector.counters()) {
        const counts = { accepted, ignored, duplicate: duplicates, late, ...prefixed(refused) }
        for (const [outcome, count] of Object.entries(counts)) spans.inc({ mesh, outcome }, count)
      }
    },
  })
  const postponed = new Counter({
    name: 'meshdeck_collector_postponed_total',
    help: 'Requests that were asked to come again.',
    labelNames: ['mesh'],
    registers: [registry],
    collect() {
      postponed.reset()
      for (const [mesh, counters] of collector.counters()) postponed.inc({ mesh }, counters.postponed)
    },
  })
}

const prefixed = (refused: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(refused).map(([code, count]) => [`refused: ${code}`, count]))
