import { matchesLabels, type LabelQuery } from './labels.ts'

export interface KvChange {
  key: string
  action: 'put' | 'delete'
  labels: Record<string, string>
  project: string
}

// Changes travel between Kie nodes as gossip events of at most 512 bytes (serf's UserEventSizeLimit, name included).
// Source: Kie, server/pubsub/bus.go.
const GOSSIP_LIMIT_BYTES = 512
const GOSSIP_EVENT_NAME = 'kv-chg'

/** Requests that wait for a change. Only labels decide who wakes: key, value, status and project do not. */
export class Waiters {
  readonly #waiting = new Set<{ query: LabelQuery; wake(): void }>()

  get count(): number {
    return this.#waiting.size
  }

  /** True when a change of matching labels came within `milliseconds`, false at the end of the time or when aborted. */
  wait(query: LabelQuery, milliseconds: number, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const waiter = { query, wake: () => end(true) }
    const timer = setTimeout(() => end(false), milliseconds)
    const aborted = () => end(false)
    const end = (changed: boolean) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      this.#waiting.delete(waiter)
      resolve(changed)
    }
    signal.addEventListener('abort', aborted)
    this.#waiting.add(waiter)
    if (signal.aborted) end(false)
    return promise
  }

  /** A change whose key and labels are too long for the gossip wakes nobody. */
  publish(change: KvChange): void {
    if (gossipBytes(change) > GOSSIP_LIMIT_BYTES) return
    for (const waiter of this.#waiting) if (matchesLabels(waiter.query, change.labels)) waiter.wake()
  }
}

function gossipBytes({ key, action, labels, project }: KvChange): number {
  const payload = { Key: key, Action: action, Labels: labels, DomainID: 'default', Project: project }
  return Buffer.byteLength(GOSSIP_EVENT_NAME + JSON.stringify(payload))
}
