import type { Clock } from '../clock.ts'
import type { IncomingHandler, OutgoingHandler } from '../governance.ts'
import { refusal } from '../refusal.ts'
import type { Settings } from './settings.ts'
import { tokenBucket, type TokenBucket } from './token-bucket.ts'

const prefix = 'cse.flowcontrol.'

/** Mesher's two rate limiters (servicecomb.md 3.5, old style). */
export interface RateLimits {
  consumer: OutgoingHandler
  provider: IncomingHandler
  /** A limit that changes begins with a full bucket. */
  changed(key: string): void
}

export function rateLimits(settings: Settings, clock: Clock): RateLimits {
  const buckets = new Map<string, TokenBucket>()

  /** The first of the keys that holds a whole number decides; without one there is no limit. */
  function allows(keys: readonly string[]): boolean {
    const key = keys.find((each) => settings.integer(each) !== undefined)
    if (key === undefined) return true
    const limit = settings.integer(key) ?? 0
    if (limit <= 0) return false
    const bucket = buckets.get(key) ?? tokenBucket(limit, burstOf(limit), clock.now)
    buckets.set(key, bucket)
    return bucket.take()
  }

  const enabled = (side: 'Consumer' | 'Provider'): boolean => settings.flag(`${prefix}${side}.qps.enabled`, true)

  return {
    consumer: {
      name: 'ratelimiter-consumer',
      handle(outgoing, next) {
        if (!enabled('Consumer') || allows([`${prefix}Consumer.qps.limit.${outgoing.service}`])) return next(outgoing)
        // Metrics have the version of such a call, but an empty app (4.7).
        const version = outgoing.candidates?.rule.version ?? ''
        return Promise.resolve({ ...tooMany(), rule: { app: '', version } })
      },
    },
    provider: {
      name: 'ratelimiter-provider',
      handle(incoming, next) {
        const { caller } = incoming
        const own = caller === undefined ? [] : [`${prefix}Provider.qps.limit.${caller}`]
        const allowed = !enabled('Provider') || allows([...own, `${prefix}Provider.qps.global.limit`])
        return allowed ? next(incoming) : Promise.resolve(tooMany())
      },
    },
    changed(key) {
      buckets.delete(key)
    },
  }
}

const burstOf = (limit: number): number => Math.trunc(limit / 5) || 10

const tooMany = () => refusal('limited', 502, 'too many requests')
