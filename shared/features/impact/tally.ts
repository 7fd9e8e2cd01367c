import { type Destiny, type End, endKey } from './destiny.ts'
import { nameOf } from '../../mesh/match.ts'
import type { EndFigures, Examined, ImpactFigures, MoveFigures, RouteFigures } from './model.ts'

/** Equal calls that were decided both ways. */
export interface Compared<Told> {
  /** How many calls they stand for. */
  calls: number
  before: Destiny
  after: Destiny
  /** What is known of who makes them. */
  caller: Examined['caller']
  tenant: Examined['tenant']
  /** What the reader of an example needs. */
  told: Told
}

/** Kinds of callers and tenants that are named; the rest is counted. */
const namedAtMost = 10
const movesAtMost = 20

/** Adds calls up to what their change is, and keeps some of them as examples. */
export function tally<Told>(examplesAtMost = 10) {
  const ends = new Map<string, EndFigures>()
  const routes = new Map<string, RouteFigures>()
  const moves = new Map<string, MoveFigures>()
  const callers = new Map<string, Examined>()
  const tenants = new Map<string, Examined>()
  const changed = new Map<string, { weight: number; calls: Compared<Told>[] }>()
  const unmatched = { before: 0, after: 0 }
  let calls = 0
  let moved = 0

  function addSide(side: 'before' | 'after', { route, parts }: Destiny, count: number): void {
    for (const [key, { end, part }] of parts) {
      const figures = ends.get(key) ?? { end, before: 0, after: 0 }
      figures[side] += part * count
      ends.set(key, figures)
    }
    if (!route) {
      unmatched[side] += count
      return
    }
    const key = routeKey(route)
    const name = route.route.name || nameOf(route.route.match)
    const figures = routes.get(key) ?? { policy: route.policy, name }
    const known = figures[side]
    // A rule may hold two routes with the same match: calls stop at the first of them.
    figures[side] = { index: known?.index ?? route.index, calls: (known?.calls ?? 0) + count }
    if (side === 'after') figures.name = name
    routes.set(key, figures)
  }

  function addMoves({ before, after }: Compared<Told>, count: number): number {
    const { gains, losses, whole } = differences(before, after)
    for (const loss of losses) {
      for (const gain of gains) {
        const key = `${endKey(loss.end)}\n${endKey(gain.end)}`
        const figures = moves.get(key) ?? { from: loss.end, to: gain.end, calls: 0 }
        figures.calls += (count * loss.part * gain.part) / whole
        moves.set(key, figures)
      }
    }
    return count * whole
  }

  return {
    add(compared: Compared<Told>): void {
      const { calls: count, before, after, caller, tenant } = compared
      calls += count
      addSide('before', before, count)
      addSide('after', after, count)
      const gained = addMoves(compared, count)
      moved += gained
      examine(callers, { caller, tenant: undefined }, count, gained)
      if (tenant) examine(tenants, { caller: undefined, tenant }, count, gained)
      const change = changeOf(before, after, gained)
      if (change) keep(changed, change, compared, examplesAtMost)
    },
    figures: (): ImpactFigures => ({
      calls,
      moved,
      unmatched,
      ends: [...ends.values()],
      routes: [...routes.values()],
      moves: largest([...moves.values()], ({ calls: count }) => count, movesAtMost),
      callers: shortened([...callers.values()]),
      tenants: shortened([...tenants.values()]),
    }),
    /** Calls whose route or set of destinations changes, one of each change before a second of any; after them those of which only shares do. */
    examples: (): Compared<Told>[] => examplesFrom([...changed.values()], examplesAtMost),
  }
}

/** Texts of matches and of sets of ends, which thousands of calls share. */
const texts = new WeakMap<object, string>()

function textOf<Key extends object>(key: Key, make: (key: Key) => string): string {
  const known = texts.get(key)
  if (known !== undefined) return known
  const made = make(key)
  texts.set(key, made)
  return made
}

const routeKey = ({ policy, route }: NonNullable<Destiny['route']>): string =>
  `${policy}\n${textOf(route.match, (match) => JSON.stringify(match))}`

const endsKey = ({ parts }: Destiny): string => textOf(parts, () => [...parts.keys()].toSorted().join('\n'))

/** Which ends gain and which lose a part of a call; `whole` is the sum of either. */
function differences(before: Destiny, after: Destiny) {
  const gains: { end: End; part: number }[] = []
  const losses: { end: End; part: number }[] = []
  let whole = 0
  for (const [key, { end, part }] of after.parts) {
    const gain = part - (before.parts.get(key)?.part ?? 0)
    if (gain <= tiny) continue
    gains.push({ end, part: gain })
    whole += gain
  }
  for (const [key, { end, part }] of before.parts) {
    const loss = part - (after.parts.get(key)?.part ?? 0)
    if (loss > tiny) losses.push({ end, part: loss })
  }
  return { gains, losses, whole }
}

/** Less than what adding up decimal fractions leaves. */
const tiny = 1e-9

/** What kind of change it is, as one text; undefined for none. */
function changeOf(before: Destiny, after: Destiny, gained: number): { kind: string; isSet: boolean } | undefined {
  const told = (destiny: Destiny) => `${destiny.route ? routeKey(destiny.route) : ''}\n\n${endsKey(destiny)}`
  const [one, other] = [told(before), told(after)]
  if (one === other && gained <= tiny) return undefined
  return { kind: `${one}\n\n\n${other}`, isSet: one !== other }
}

function keep<Told>(
  changed: Map<string, { weight: number; calls: Compared<Told>[] }>,
  { kind, isSet }: { kind: string; isSet: boolean },
  compared: Compared<Told>,
  atMost: number,
): void {
  const entry = changed.get(kind) ?? { weight: isSet ? Number.MAX_VALUE : 0, calls: [] }
  if (!isSet) entry.weight += compared.calls
  entry.calls.push(compared)
  if (entry.calls.length > 4 * atMost) entry.calls = largest(entry.calls, ({ calls }) => calls, atMost)
  changed.set(kind, entry)
}

function examplesFrom<Told>(kinds: { weight: number; calls: Compared<Told>[] }[], atMost: number): Compared<Told>[] {
  const queues = kinds
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ calls }) => largest(calls, (compared) => compared.calls, atMost))
  const found: Compared<Told>[] = []
  for (let round = 0; round < atMost; round += 1) found.push(...queues.flatMap((calls) => calls[round] ?? []))
  return found.slice(0, atMost)
}

function examine(
  all: Map<string, Examined>,
  who: Pick<Examined, 'caller' | 'tenant'>,
  calls: number,
  moved: number,
): void {
  const key = JSON.stringify(who)
  const known = all.get(key) ?? { ...who, calls: 0, moved: 0 }
  known.calls += calls
  known.moved += moved
  all.set(key, known)
}

/** Those of whom most moves, then those with most calls. */
function shortened(all: Examined[]): { named: Examined[]; others: number } {
  const sorted = all.toSorted((one, other) => other.moved - one.moved || other.calls - one.calls)
  return { named: sorted.slice(0, namedAtMost), others: Math.max(0, sorted.length - namedAtMost) }
}

const largest = <Item>(items: readonly Item[], size: (item: Item) => number, atMost: number): Item[] =>
  items.toSorted((one, other) => size(other) - size(one)).slice(0, atMost)
