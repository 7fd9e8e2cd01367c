/** A destination's share while it is edited. Weights are in per cent; a locked one stays as it is. */
export interface Weighted {
  weight: number
  locked: boolean
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * Splits a whole number of steps in proportion to the given parts; the largest remainders get what is left over,
 * so that nothing is lost. Parts that are all zero share evenly.
 */
function apportion(steps: number, parts: number[]): number[] {
  const total = sum(parts)
  const exact = parts.map((part) => (total === 0 ? steps / parts.length : (steps * part) / total))
  const shares = exact.map(Math.floor)
  const byRemainder = exact
    .map((share, index) => [share - Math.floor(share), index] as const)
    .toSorted((a, b) => b[0] - a[0])
  for (const [, index] of byRemainder.slice(0, steps - sum(shares))) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

const steps = (percent: number, step: number): number => Math.round(percent / step)
const percent = (count: number, step: number): number => Math.round(count * step * 100) / 100

/**
 * Gives one destination a weight and makes the unlocked others fill up to 100 in proportion to what they have.
 * What cannot be filled is not taken: the weight ends between 0 and what the locked ones leave. `step` is the smallest
 * weight that the mesh can hold, in per cent.
 */
export function withWeight<Item extends Weighted>(items: Item[], at: number, weight: number, step: number): Item[] {
  const others = items.map((item, index) => ({ item, index })).filter(({ index }) => index !== at)
  const free = others.filter(({ item }) => !item.locked)
  const all = steps(100, step)
  const locked = sum(others.filter(({ item }) => item.locked).map(({ item }) => steps(item.weight, step)))
  const open = Math.max(0, all - locked)
  const mine = free.length === 0 ? open : Math.min(Math.max(0, steps(weight, step)), open)
  const rest = apportion(
    open - mine,
    free.map(({ item }) => item.weight),
  )

  const next = new Map<number, number>([
    [at, mine],
    ...free.map(({ index }, order) => [index, rest[order] ?? 0] as const),
  ])
  return items.map((item, index) => {
    const count = next.get(index)
    return count === undefined ? item : { ...item, weight: percent(count, step) }
  })
}

/** Shares 100 evenly among all, locks lifted. */
export function evenly<Item extends Weighted>(items: Item[], step: number): Item[] {
  const shares = apportion(
    steps(100, step),
    items.map(() => 1),
  )
  return items.map((item, index) => ({ ...item, locked: false, weight: percent(shares[index] ?? 0, step) }))
}

/** Gives everything to one. */
export const allTo = <Item extends Weighted>(items: Item[], at: number): Item[] =>
  items.map((item, index) => ({ ...item, locked: false, weight: index === at ? 100 : 0 }))
