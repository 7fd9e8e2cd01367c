import { type MatrixCell, type MatrixEnd, endKey } from '#shared/features/authorizations/model.ts'

/** Who called whom as rows and columns; a pair without calls has no cell. */
export interface Matrix {
  callers: MatrixEnd[]
  callees: MatrixEnd[]
  cellOf: (caller: MatrixEnd, callee: MatrixEnd) => MatrixCell | undefined
  /** The largest rate of all pairs, in calls per second. */
  most: number
}

const ranks = { client: 0, service: 1, external: 2, hidden: 3 }

const byName = (one: MatrixEnd, other: MatrixEnd): number =>
  ranks[one.kind] - ranks[other.kind] || (endKey(one) < endKey(other) ? -1 : 1)

/** Clients first, then services by name, then what lies outside or may not be seen. */
export function matrixOf(cells: readonly MatrixCell[]): Matrix {
  const distinct = (ends: MatrixEnd[]) => [...new Map(ends.map((end) => [endKey(end), end])).values()].toSorted(byName)
  const pairs = new Map(cells.map((cell) => [`${endKey(cell.caller)} ${endKey(cell.callee)}`, cell]))
  return {
    callers: distinct(cells.map(({ caller }) => caller)),
    callees: distinct(cells.map(({ callee }) => callee)),
    cellOf: (caller, callee) => pairs.get(`${endKey(caller)} ${endKey(callee)}`),
    most: Math.max(0, ...cells.map(({ traffic }) => traffic.rate)),
  }
}

/** Names that services of several namespaces have. */
export function sharedNames(cells: readonly MatrixCell[]): ReadonlySet<string> {
  const services = cells.flatMap(({ caller, callee }) => [caller, callee]).filter(({ kind }) => kind === 'service')
  const distinct = [...new Map(services.map((end) => [endKey(end), end])).values()]
  const byName = Map.groupBy(distinct, (end) => (end.kind === 'service' ? end.name : ''))
  return new Set([...byName].filter(([, places]) => places.length > 1).map(([name]) => name))
}

/** Steps of the matrix: those of the sequential ramp on which figures can be read. */
const steps = 7

/** Step of a rate, 1–7, by the logarithm of the rate: a busy pair does not make all others look the same. */
export function rampStep(rate: number, most: number): number {
  if (most <= 0 || rate <= 0) return 1
  const share = Math.log1p(rate * 60) / Math.log1p(most * 60)
  return Math.min(steps, Math.max(1, Math.ceil(share * steps)))
}
