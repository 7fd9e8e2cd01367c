const prefix = 'servicecomb.flowcontrol.'

/** Limits in calls a second in the old form, `servicecomb.flowcontrol.{Consumer|Provider}.qps.*` (servicecomb.md 3.5). */
export interface FlowControl {
  /** Whether a call to (Consumer) or from (Provider) a service is too many. */
  refuses(otherEnd: string | undefined): boolean
  /** One key changed; other keys do not matter. Any change lets all counting begin anew. */
  change(key: string, value: string | undefined): void
}

type Strategy = () => boolean

/** @param now milliseconds. */
export function flowControl(side: 'Consumer' | 'Provider', now: () => number): FlowControl {
  const values = new Map<string, string>()
  const strategies = new Map<string, Strategy | undefined>()

  function strategyOf(scope: string): Strategy | undefined {
    if (!strategies.has(scope)) strategies.set(scope, created(scope))
    return strategies.get(scope)
  }

  function created(scope: string): Strategy | undefined {
    const [limitKey, bucketKey] =
      scope === 'global' ? ['global.limit', 'global.bucket'] : [`limit.${scope}`, `bucket.${scope}`]
    const limit = wholeIn(values.get(`${prefix}${side}.qps.${limitKey}`))
    if (limit === undefined) return undefined
    const kind = values.get(`${prefix}strategy`)
    return kind === 'LeakyBucket' || kind === 'TokenBucket'
      ? leakyBucket(limit, wholeIn(values.get(`${prefix}${side}.qps.${bucketKey}`)) ?? 2 * limit, now)
      : fixedWindow(limit, now)
  }

  return {
    refuses(otherEnd) {
      if (values.get(`${prefix}${side}.qps.enabled`)?.toLowerCase() === 'false') return false
      const strategy = (otherEnd ? strategyOf(otherEnd) : undefined) ?? strategyOf('ANY') ?? strategyOf('global')
      return strategy?.() ?? false
    },
    change(key, value) {
      if (!key.startsWith(prefix)) return
      if (value === undefined) values.delete(key)
      else values.set(key, value)
      strategies.clear()
    },
  }
}

const wholeIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined

/** So many calls in the second that begins with the first of them (FixedWindowStrategy). */
function fixedWindow(limit: number, now: () => number): Strategy {
  let begunAt = Number.NEGATIVE_INFINITY
  let count = 0
  return () => {
    const at = now()
    if (at - begunAt > 1000) {
      begunAt = at
      count = 0
    }
    count += 1
    return count > limit
  }
}

/** Holds `size` calls and leaks `limit` of them at the end of each second (LeakyBucketStrategy; a token bucket is the same there). */
function leakyBucket(limit: number, size: number, now: () => number): Strategy {
  let held = 0
  let lastAt = now()
  let rest = 0
  return () => {
    const at = now()
    const passed = at - lastAt + rest
    held = Math.max(0, held - Math.floor(passed / 1000) * limit)
    rest = passed % 1000
    lastAt = at
    if (held >= size) return true
    held += 1
    return false
  }
}
