/** Where a value stands in a spec: fields by name, entries of a list by what names them. */
export type Place = readonly string[]

/** A value that both have changed, each in another way; undefined where it is not there. */
export interface Conflict {
  place: Place
  base: unknown
  theirs: unknown
  mine: unknown
}

/** A value that only one of the two has changed: it is taken over without a question. */
export interface Taken extends Conflict {
  by: 'theirs' | 'mine'
}

export interface Merged {
  /** Undefined where nothing is to stand. */
  value: unknown
  conflicts: Conflict[]
  taken: Taken[]
}

export type Side = 'theirs' | 'mine'

/** A value that was typed in. */
export interface Own {
  own: unknown
  /** What stands in the control now says no value; `own` is the last one. */
  isUnreadable?: boolean
}

/** What a conflict was answered with: one of the two, or a value that neither of them has. */
export type Answer = Side | Own

/** By `keyOf` the place. */
export type Answers = ReadonlyMap<string, Answer>

/** A place as one text, as answers are kept by. */
export const keyOf = (place: Place): string => JSON.stringify(place)

/** Says that it is not known what stood there when the edits began: then every difference is a conflict. */
export const unknownBase: unique symbol = Symbol('unknown base')

/**
 * Brings two edits of one value together. What only one of them changed is taken over; what both changed differently is asked, and is
 * mine until it is answered, with one of the two or with another value. Entries of a list that name themselves are compared one by one; those that share a whole (weights) are one value.
 */
export function merge(base: unknown, theirs: unknown, mine: unknown, answers: Answers = new Map()) {
  return mergeAt([], base, theirs, mine, answers)
}

function mergeAt(place: Place, base: unknown, theirs: unknown, mine: unknown, answers: Answers): Merged {
  if (isEqual(theirs, mine)) return settled(theirs)
  if (isEqual(base, mine)) return { value: theirs, conflicts: [], taken: [{ by: 'theirs', place, base, theirs, mine }] }
  if (isEqual(base, theirs)) return { value: mine, conflicts: [], taken: [{ by: 'mine', place, base, theirs, mine }] }
  if (isObject(theirs) && isObject(mine)) return mergeObjects(place, base, theirs, mine, answers)
  if (Array.isArray(theirs) && Array.isArray(mine)) {
    const lists = mergeLists(place, base, theirs, mine, answers)
    if (lists) return lists
  }
  const answer = answers.get(keyOf(place))
  const value = typeof answer === 'object' ? answer.own : answer === 'theirs' ? theirs : mine
  return { value, conflicts: [{ place, base, theirs, mine }], taken: [] }
}

const settled = (value: unknown): Merged => ({ value, conflicts: [], taken: [] })

type Fields = Readonly<Record<string, unknown>>

function mergeObjects(place: Place, base: unknown, theirs: Fields, mine: Fields, answers: Answers): Merged {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const inBase = (name: string) => (isObject(base) ? base[name] : base === unknownBase ? unknownBase : undefined)
  const parts = names.map((name) => ({
    name,
    ...mergeAt([...place, name], inBase(name), theirs[name], mine[name], answers),
  }))
  const kept = parts.filter(({ value }) => value !== undefined)
  return together(Object.fromEntries(kept.map(({ name, value }) => [name, value])), parts)
}

/** Undefined where the entries do not name themselves: such a list is one value. */
function mergeLists(
  place: Place,
  base: unknown,
  theirs: readonly unknown[],
  mine: readonly unknown[],
  answers: Answers,
): Merged | undefined {
  const before = Array.isArray(base) ? base : []
  const nameOf = namingOf([before, theirs, mine])
  if (!nameOf) return undefined
  const entries = [before, theirs, mine].map((list) => new Map(list.map((entry) => [nameOf(entry), entry])))
  const [inBase, inTheirs, inMine] = entries as [Entries, Entries, Entries] // three lists make three maps
  const order = orderOf({ base: [...inBase.keys()], theirs: [...inTheirs.keys()], mine: [...inMine.keys()] })
  const baseOf = (name: string) => (base === unknownBase ? unknownBase : inBase.get(name))
  const parts = order.names.map((name) =>
    mergeAt([...place, name], baseOf(name), inTheirs.get(name), inMine.get(name), answers),
  )
  const list = parts.map(({ value }) => value).filter((value) => value !== undefined)
  const merged = together(list, parts)
  if (!order.isContested) return merged
  // Which comes first decides, so it is asked as the whole order.
  const asked: Conflict = {
    place: [...place, orderPlace],
    base,
    theirs: [...inTheirs.keys()],
    mine: [...inMine.keys()],
  }
  const chosen = answers.get(keyOf(asked.place)) === 'theirs' ? inTheirs : inMine
  const ranked = [...chosen.keys()]
  const rank = (value: unknown) => {
    const index = ranked.indexOf(nameOf(value))
    return index < 0 ? ranked.length : index
  }
  const value = list.toSorted((one, other) => rank(one) - rank(other))
  return { ...merged, value, conflicts: [...merged.conflicts, asked] }
}

type Entries = Map<string, unknown>

/** The place of a list's order, beside its entries. */
export const orderPlace = '#order'

interface Orders {
  base: string[]
  theirs: string[]
  mine: string[]
}

/** Every name once: in the order of whoever changed it, and what one side added beside the same neighbour as there. */
function orderOf({ base, theirs, mine }: Orders): { names: string[]; isContested: boolean } {
  const shared = (list: string[]) => list.filter((name) => theirs.includes(name) && mine.includes(name))
  const [common, ofTheirs, ofMine] = [shared(base), shared(theirs), shared(mine)]
  const theyMoved = !isEqual(ofTheirs, common)
  const isContested = theyMoved && !isEqual(ofMine, common) && !isEqual(ofTheirs, ofMine)
  const [first, second] = theyMoved && !isContested ? [theirs, mine] : [mine, theirs]
  const names = [...first]
  second.forEach((name, index) => {
    if (names.includes(name)) return
    const neighbour = second.slice(0, index).findLast((each) => names.includes(each))
    names.splice(neighbour === undefined ? 0 : names.indexOf(neighbour) + 1, 0, name)
  })
  return { names, isContested }
}

/** Where a place stands in a value, as findings name it (`routes.1.destinations`); undefined where it is not there. */
export function pathIn(value: unknown, place: Place): string | undefined {
  let at = value
  const path: (string | number)[] = []
  for (const part of place) {
    const key = Array.isArray(at) ? at.findIndex((entry) => isNamed(entry, part)) : part
    const next = Array.isArray(at) ? (at[Number(key)] as unknown) : isObject(at) ? at[part] : undefined
    if (next === undefined) return undefined
    path.push(key)
    at = next
  }
  return path.join('.')
}

const isNamed = (entry: unknown, name: string): boolean =>
  isObject(entry) && naming.some((field) => textOf(entry[field]) === name)

/** What entries are called by, tried in this order. */
const naming = ['id', 'name', 'service', 'match'] as const

/** How the entries of lists name themselves, each another name in its list; undefined where they do not. */
function namingOf(lists: readonly (readonly unknown[])[]): ((entry: unknown) => string) | undefined {
  const entries = lists.flat()
  // Weights are shares of one whole.
  if (!entries.every(isObject) || entries.some((entry) => 'weight' in entry)) return undefined
  for (const field of naming) {
    const nameOf = (entry: unknown) => (isObject(entry) ? textOf(entry[field]) : '')
    const isFit = lists.every((list) => {
      const names = list.map(nameOf)
      return !names.includes('') && new Set(names).size === names.length
    })
    if (isFit) return nameOf
  }
  return undefined
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const together = (value: unknown, parts: readonly Merged[]): Merged => ({
  value,
  conflicts: parts.flatMap(({ conflicts }) => conflicts),
  taken: parts.flatMap(({ taken }) => taken),
})

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Equal as JSON, whatever the order of fields; an absent field is as one that is undefined. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, index) => isEqual(entry, other[index]))
  if (!isObject(one) || !isObject(other)) return false
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => isEqual(one[name], other[name]))
}
