/** A token bucket that holds one second's worth; without a limit everything passes. */
export function requestRate(perSecond: number | undefined, now: () => number): () => boolean {
  if (perSecond === undefined) return () => true
  let tokens = perSecond
  let filledAt = now()
  return () => {
    const at = now()
    tokens = Math.min(perSecond, tokens + ((at - filledAt) / 1000) * perSecond)
    filledAt = at
    if (tokens < 1) return false
    tokens--
    return true
  }
}
