import { Counter, Gauge, type Registry } from 'prom-client'
import type { OpenCallRecords } from './open.ts'
import type { StoreStatus } from './protocol.ts'

type Figure = Exclude<keyof StoreStatus, 'pid'>

const gauges: Record<Exclude<Figure, 'reads' | 'unpaired'>, string> = {
  memory: 'Resident memory of the record store’s process in bytes.',
  bytes: 'Size of the call records on disk in bytes.',
  waiting: 'Halves of calls that wait for their partner.',
  queued: 'Reports that wait for a commit.',
}

/** Shows how the record store fares among the console's own figures; while it is silent, only its restarts have a number. */
export function watchStore(registry: Registry, store: OpenCallRecords): void {
  // One question serves all figures of a scrape.
  let asked: Promise<StoreStatus | undefined> | undefined
  const status = () => {
    asked ??= store.status().catch(() => undefined)
    setTimeout(() => (asked = undefined), 100).unref()
    return asked
  }
  for (const [figure, help] of Object.entries(gauges)) {
    const gauge = new Gauge({
      name: `meshdeck_record_store_${figure}`,
      help,
      registers: [registry],
      async collect() {
        const now = await status()
        // Nought would be a figure, too.
        gauge.set(now ? now[figure as Figure] : Number.NaN) // a key of the record above
      },
    })
  }
  const unpaired = new Counter({
    name: 'meshdeck_record_store_unpaired_total',
    help: 'Records made of one half alone, since the store started.',
    registers: [registry],
    async collect() {
      const now = await status()
      unpaired.reset()
      if (now) unpaired.inc(now.unpaired)
    },
  })
  const restarts = new Counter({
    name: 'meshdeck_record_store_restarts_total',
    help: 'How often the store had to be started or found again.',
    registers: [registry],
    collect() {
      restarts.reset()
      restarts.inc(store.state().restarts)
    },
  })
}
