import { count, emptyCount, type Fate, type Tally, tallyBy } from '#shared/features/rate-limits/tally.ts'
import type { Refused } from '#shared/features/rate-limits/backtest.ts'
import type { CallBatch, HeaderColumn, TextValues } from '../../ports/call-selection.ts'
import type { Deciding } from './counters.ts'

/** Columns that a replay reads beside the headers of a group. */
export const textColumns = [
  'callerNamespace',
  'caller',
  'callerInstance',
  'callerSeen',
  'calleeNamespace',
  'callee',
  'calleeInstance',
  'tenant',
  'tenantName',
  'method',
  'route',
  'path',
] as const
/** `query` and headers only where a group reads them. */
export type ReplayColumn = (typeof textColumns)[number] | 'query' | HeaderColumn
export type ReplayBatch = CallBatch<ReplayColumn, 'attempt'>

/** What decides the calls of a replay. */
export interface Rules {
  isAtCaller: boolean
  /** Of the proxies that count, or of those that call. */
  namespace: string
  before(caller: string | undefined, called: string): Deciding | undefined
  after(caller: string | undefined, called: string): Deciding | undefined
  /** Whether a limit, before or after, has to do with the policy that is tried. */
  concerns(decided: readonly (Deciding | undefined)[]): boolean
  /** Whether a match group takes a call of the batch, before and after; undefined where a header of it was not recorded. */
  takes?(batch: ReplayBatch, row: number): { before: boolean; after: boolean } | undefined
}

/** Counts what becomes of calls. */
export interface Replayed {
  total: Refused
  steps: Map<number, Refused>
  callers: Tally<string>
  tenants: Tally<string>
  apis: Tally<string>
  sidecars: Set<number>
  /** Calls of which nobody knows the sidecar that counts them. */
  withoutSidecar: number
  /** Calls that were held against a group, and those of them of which a header that it reads was not recorded. */
  examined: number
  unrecorded: number
}

export const nothingReplayed = (): Replayed => ({
  total: emptyCount(),
  steps: new Map(),
  callers: tallyBy(),
  tenants: tallyBy(),
  apis: tallyBy(),
  sidecars: new Set(),
  withoutSidecar: 0,
  examined: 0,
  unrecorded: 0,
})

/** The name under which callers out of sight are counted together. */
export const hiddenCaller = '\u0000hidden'
/** Between the parts of a key. */
export const separator = '\u0001'
/** Microseconds. */
const stepLength = 60_000_000

/** Lets the calls of a batch pass the limits, in the order of time; `from` in microseconds since 1970 is where the first step begins. */
export function replay(batch: ReplayBatch, rules: Rules, into: Replayed, from: number): void {
  const { texts, numbers, at } = batch
  const [caller, called] = [reader(texts.caller), reader(texts.callee)]
  const place = reader(rules.isAtCaller ? texts.callerNamespace : texts.calleeNamespace)
  const sidecars = rules.isAtCaller ? texts.callerInstance : texts.calleeInstance
  const sidecar = reader(sidecars)
  const decided = decisions(rules, caller, called)
  const words = labels(batch)

  for (let row = 0; row < batch.rows; row += 1) {
    if (place(row) !== rules.namespace) continue
    // The limit of the calling side stands before the retries of the data plane.
    if (rules.isAtCaller && (numbers.attempt[row] ?? 0) > 0) continue
    const limits = decided(texts.caller.codes[row] ?? 0, texts.callee.codes[row] ?? 0, row)
    if (!limits) continue
    into.examined += 1
    const taken = rules.takes ? rules.takes(batch, row) : both
    if (!taken) {
      into.unrecorded += 1
      continue
    }
    if (!taken.before && !taken.after) continue
    if (!sidecar(row)) {
      into.withoutSidecar += 1
      continue
    }
    const moment = at[row] ?? 0
    const code = sidecars.codes[row] ?? 0
    into.sidecars.add(code)
    const fate: Fate = {
      before: taken.before && limits.before?.counterOf(code).takes(moment) === false,
      after: taken.after && limits.after?.counterOf(code).takes(moment) === false,
    }
    tell(into, fate, Math.floor((moment - from) / stepLength), words, row)
  }
}

const both = { before: true, after: true }

const reader =
  ({ values, codes }: TextValues) =>
  (row: number): string | undefined =>
    values[codes[row] ?? 0] ?? undefined

/** Which limits decide calls between two services, worked out once a pair. */
function decisions(
  rules: Rules,
  caller: (row: number) => string | undefined,
  called: (row: number) => string | undefined,
) {
  const known = new Map<number, { before: Deciding | undefined; after: Deciding | undefined } | undefined>()
  return (callerCode: number, calledCode: number, row: number) => {
    const key = callerCode * 1_000_003 + calledCode
    if (known.has(key)) return known.get(key)
    const service = called(row) ?? ''
    const before = rules.before(caller(row), service)
    const after = rules.after(caller(row), service)
    const made = rules.concerns([before, after]) ? { before, after } : undefined
    known.set(key, made)
    return made
  }
}

interface Words {
  caller(row: number): string
  tenant(row: number): string | undefined
  api(row: number): string
}

/** Keys of a batch's calls, each worked out once for equal codes. */
function labels({ texts }: ReplayBatch): Words {
  const caller = reader(texts.caller)
  const [tenant, tenantName] = [reader(texts.tenant), reader(texts.tenantName)]
  const [method, route, path] = [reader(texts.method), reader(texts.route), reader(texts.path)]
  const seen = reader(texts.callerSeen)
  const once = (codes: readonly TextValues[], make: (row: number) => string) => {
    const known = new Map<number, string>()
    return (row: number): string => {
      let key = 0
      for (const each of codes) key = key * 262_147 + (each.codes[row] ?? 0)
      let text = known.get(key)
      if (text === undefined) known.set(key, (text = make(row)))
      return text
    }
  }
  const tenantOf = once([texts.tenant, texts.tenantName], (row) => `${tenant(row)}${separator}${tenantName(row) ?? ''}`)
  const apiOf = once(
    [texts.method, texts.route, texts.path],
    (row) => `${method(row) ?? ''}${separator}${route(row) ?? path(row) ?? ''}`,
  )
  return {
    caller: (row) => (seen(row) === 'no' ? hiddenCaller : (caller(row) ?? '')),
    tenant: (row) => (tenant(row) === undefined ? undefined : tenantOf(row)),
    api: apiOf,
  }
}

function tell(into: Replayed, fate: Fate, step: number, words: Words, row: number): void {
  count(into.total, fate)
  let inStep = into.steps.get(step)
  if (!inStep) into.steps.set(step, (inStep = emptyCount()))
  count(inStep, fate)
  into.callers.add(words.caller(row), fate)
  const tenant = words.tenant(row)
  if (tenant !== undefined) into.tenants.add(tenant, fate)
  into.apis.add(words.api(row), fate)
}
