interface Pending<Value> {
  due: number
  key: string
  /** Undefined: the key is gone. */
  value: Value | undefined
  version: number
}

/**
 * A table that is written at once and read, by most readers, through a cache which follows later.
 *
 * Source: Service Center, datasource/etcd/state/kvstore (cacher.go, defer.go): store events feed the cache, and
 * deletions are held back for about two seconds. No timer runs: what is due is applied when somebody reads.
 */
export class LaggedTable<Value> {
  readonly #now: () => number
  readonly #stored = new Map<string, Value>()
  readonly #cached = new Map<string, Value>()
  readonly #cachedVersions = new Map<string, number>()
  #pending: Pending<Value>[] = []
  #nextDue = Infinity
  #version = 0

  /** @param now milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  get stored(): ReadonlyMap<string, Value> {
    return this.#stored
  }

  get cached(): ReadonlyMap<string, Value> {
    this.#catchUp()
    return this.#cached
  }

  /** @param delayMs until the cache knows. */
  put(key: string, value: Value, delayMs: number): void {
    this.#stored.set(key, value)
    this.#expect({ due: this.#now() + delayMs, key, value, version: ++this.#version })
  }

  /** @param at when it went, where that is earlier than now (a lease that ran out unseen). */
  delete(key: string, delayMs: number, at = this.#now()): void {
    if (!this.#stored.delete(key)) return
    this.#expect({ due: at + delayMs, key, value: undefined, version: ++this.#version })
  }

  #expect(change: Pending<Value>): void {
    this.#catchUp()
    this.#pending.push(change)
    this.#nextDue = Math.min(this.#nextDue, change.due)
  }

  #catchUp(): void {
    const now = this.#now()
    if (now < this.#nextDue) return
    const due = this.#pending.filter((change) => change.due <= now).toSorted((a, b) => a.due - b.due)
    this.#pending = this.#pending.filter((change) => change.due > now)
    this.#nextDue = this.#pending.reduce((earliest, change) => Math.min(earliest, change.due), Infinity)
    for (const change of due) this.#apply(change)
  }

  /** A late deletion must not take away what was registered again after it. */
  #apply({ key, value, version }: Pending<Value>): void {
    if (version < (this.#cachedVersions.get(key) ?? 0)) return
    if (value === undefined) {
      this.#cached.delete(key)
      this.#cachedVersions.delete(key)
    } else {
      this.#cached.set(key, value)
      this.#cachedVersions.set(key, version)
    }
  }
}
