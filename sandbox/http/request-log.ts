import type { IncomingHttpHeaders } from 'node:http'

export interface LoggedRequest {
  /** Milliseconds since the epoch. */
  at: number
  method: string
  path: string
  /** With the leading `?`, or empty. */
  query: string
  headers: IncomingHttpHeaders
  /** The pattern that answered, such as `GET /v4/:project/registry/instances`; empty for 404 and 405. */
  route: string
  status: number
}

const KEPT = 2_000

/** What reached a server: the newest 2,000 requests whole, and every request counted by route. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = []
  readonly #counts = new Map<string, number>()

  add(request: LoggedRequest): void {
    this.#entries.push(request)
    if (this.#entries.length > KEPT) this.#entries.splice(0, this.#entries.length - KEPT)
    const key = request.route || `${request.method} ${request.path}`
    // An unknown path is counted under itself only while there are few of them: a scan must not fill the memory.
    if (request.route || this.#counts.size < KEPT) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Oldest first. */
  get entries(): readonly LoggedRequest[] {
    return this.#entries
  }

  /** How often each `METHOD pattern` was asked since the start or the last {@link clear}. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }

  get total(): number {
    return this.#counts.values().reduce((sum, count) => sum + count, 0)
  }

  clear(): void {
    this.#entries.length = 0
    this.#counts.clear()
  }
}
