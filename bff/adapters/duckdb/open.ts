import { instantOf, microsOf } from '#shared/contract/instant.ts'
import type { CallRecords, Sampling } from '../../ports/call-records.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { beginningsIn } from './beginning.ts'
import { duckdbCallRecords } from './call-records.ts'
import { duckdbMetrics } from './metrics.ts'
import type { StoreStatus } from './protocol.ts'
import { type Silence, superviseStore } from './supervisor.ts'

export interface OpenCallRecordsOptions {
  /** Folder of the database; made when it is missing. Copies of the console that are given the same one share the store. */
  dataDir: string
  /** What each mesh's source of calls declares; `unknown` for a mesh without one. */
  samplingOf(mesh: string): Sampling
  /** How many days records are kept. */
  retentionDays?: number
  /** Ceiling of the engine's buffers in MB, 16 at least. */
  memoryMb?: number
  threads?: number
  /** How long a half waits for its partner, in milliseconds; 15 s as the design says, less only for tests. */
  pairingMs?: number
  /** How long a request waits for a store that starts again, in milliseconds. */
  patienceMs?: number
  log?(message: string): void
}

/** The embedded call records: the store's process, supervised, and what is answered from it. */
export interface OpenCallRecords {
  readonly calls: CallRecords
  metrics(mesh: string, sampling?: Sampling): Metrics
  /** How the store fares: `silent` while it does not answer. Asks nothing. */
  state(): { silent?: Silence; pid?: number; restarts: number }
  /** Memory, disk and queues of the store. Throws `records-silent`. */
  status(): Promise<StoreStatus>
  /** Ends the store's process after its last commit, if this process started it. */
  close(): Promise<void>
}

const expireEveryMs = 3_600_000
const dayMs = 86_400_000

/** Starts the store, or finds the one of another copy. Returns at once; requests wait until it answers. */
export function openCallRecords(options: OpenCallRecordsOptions): OpenCallRecords {
  const { dataDir, samplingOf, retentionDays = 30, memoryMb = 128, threads = 2, pairingMs = 15_000 } = options
  const { patienceMs = 8000, log = () => undefined } = options
  const store = superviseStore({ dataDir, memoryMb, threads, pairingMs, patienceMs, log })
  const beginnings = beginningsIn(store)

  const expire = () => {
    const before = instantOf(Date.now() - retentionDays * dayMs)
    // Tried again an hour later when the store is silent now.
    store.ask('expire', { beforeMicros: microsOf(before) }).catch((cause: unknown) => log(`expire: ${String(cause)}`))
  }
  const expiring = setInterval(expire, expireEveryMs)
  expiring.unref()

  return {
    calls: duckdbCallRecords(store, { samplingOf, pairingMs, beginnings }),
    metrics: (mesh, sampling = samplingOf(mesh)) => duckdbMetrics(store, { mesh, sampling, pairingMs, beginnings }),
    state() {
      const [silent, pid] = [store.silence(), store.pid()]
      return { ...(silent ? { silent } : {}), ...(pid === undefined ? {} : { pid }), restarts: store.restarts() }
    },
    status: () => store.ask('status', null),
    async close() {
      clearInterval(expiring)
      await store.close()
    },
  }
}
