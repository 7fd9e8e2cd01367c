/** Numbers that look random and are the same again for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** True in a share `probability` (0–1) of the calls. */
  chance(probability: number): boolean
  /** @throws RangeError when the list is empty. */
  oneOf<T>(list: readonly T[]): T
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string
  /** Log-normal: half of the numbers lie below `median`; `spread` 0.3 is narrow, 0.8 has a long tail. */
  logNormal(median: number, spread: number): number
}

/** @param seed a text: streams of different names do not disturb each other. */
export function seeded(seed: string): Random {
  let state = hash(seed)

  // Mulberry32: small, quick, and even enough for a demo's traffic.
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))

  return {
    next,
    between,
    chance: (probability) => next() < probability,
    oneOf(list) {
      const picked = list[Math.floor(next() * list.length)]
      if (picked === undefined) throw new RangeError('nothing to choose from')
      return picked
    },
    hex: (digits) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join(''),
    logNormal(median, spread) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return median * Math.exp(spread * normal)
    },
  }
}

// FNV-1a.
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value
}
