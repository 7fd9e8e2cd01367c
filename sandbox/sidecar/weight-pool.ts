import type { RouteTag } from './route-rule.ts'

interface Share {
  tag: RouteTag
  current: number
}

/** Hands out the destinations of one rule exactly in proportion to their weights, spread as evenly as they go. */
export interface WeightPool {
  pick(): RouteTag
}

/**
 * Smooth weighted round robin: 95/5 gives exactly 1,900 and 100 of 2,000, one in every twenty.
 * @param rest the tags that get what is missing from 100: in Mesher those of the newest version (servicecomb.md 3.3).
 */
export function weightPool(tags: readonly RouteTag[], rest: RouteTag['tags'] = { version: 'latest' }): WeightPool {
  const total = tags.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0)
  const remainder = total < 100 ? [{ tags: rest, weight: 100 - total }] : []
  const shares: Share[] = [...tags, ...remainder].map((tag) => ({ tag, current: 0 }))
  const sum = Math.max(total, 100)

  return {
    pick() {
      let best = shares[0]
      for (const share of shares) {
        share.current += Math.max(share.tag.weight, 0)
        if (share.tag.weight > 0 && (!best || best.tag.weight <= 0 || share.current > best.current)) best = share
      }
      if (!best) throw new Error('a pool always holds a destination')
      best.current -= sum
      return best.tag
    },
  }
}
