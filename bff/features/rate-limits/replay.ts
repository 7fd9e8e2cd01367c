import { count, emptyCount, type Fate, type Tally, tallyBy } from '#shared/features/rate-limits/tally.ts'
import type { Refused } from '#shared/features/rate-limits/backtest.ts'
import type { MatchColumn } from '../../mesh/taken-calls.ts'
import type { CallBatch, TextValues } from '../../ports/call-selection.ts'
import type { Deciding } from './counters.ts'

/** Texts that may be read of a call. */
export type ReplayColumn =
  | 'callerNamespace'
  | 'caller'
  | 'callerInstance'
  | 'callerSeen'
  | 'calleeNamespace'
  | 'callee'
  | 'calleeInstance'
  | 'tenant'
  | 'api'
  | MatchColumn

/** Calls with the columns that were asked for. */
export interface ReplayBatch extends Omit<CallBatch<never, 'attempt'>, 'texts'> {
  texts: Partial<Record<ReplayColumn, TextValues>>
}

/** What a replay reads of each call; each column costs time, so none is read for nothing. */
export const columnsOf = ({ isAtCaller, hidesCallers }: Pick<Rules, 'isAtCaller' | 'hidesCallers'>): ReplayColumn[] => [
  'caller',
  'callee',
  ...(isAtCaller ? (['callerNamespace', 'callerInstance'] as const) : (['calleeNamespace', 'calleeInstance'] as const)),
  ...(hidesCallers ? (['callerSeen'] as const) : []),
  'tenant',
  'method',
  'api',
]

/** What decides the calls of a replay. */
export interface Rules {
  isAtCaller: boolean
  /** Of the proxies that count, or of those that call. */
  namespace: string
  before(caller: string | undefined, called: string): Deciding | undefined
  after(caller: string | undefined, called: string): Deciding | undefined
  /** Whether some callers may not be named. */
  hidesCallers: boolean
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

/**
 * Lets the calls of one scan pass the limits, batch after batch in the order of time; `from` in microseconds since 1970 is where the
 * first step begins. What is worked out for a code holds through the whole scan.
 */
export function replayer(rules: Rules, into: Replayed, from: number): (batch: ReplayBatch) => void {
  const decided = decisions(rules)
  const nameApi = apiNames()

  return (batch) => {
    const { texts, numbers, at } = batch
    const place = rules.isAtCaller ? texts.callerNamespace : texts.calleeNamespace
    const sidecars = rules.isAtCaller ? texts.callerInstance : texts.calleeInstance

    for (let row = 0; row < batch.rows; row += 1) {
      if (textAt(place, row) !== rules.namespace) continue
      // The limit of the calling side stands before the retries of the data plane.
      if (rules.isAtCaller && (numbers.attempt[row] ?? 0) > 0) continue
      const limits = decided(batch, row)
      if (!limits) continue
      into.examined += 1
      const taken = rules.takes ? rules.takes(batch, row) : both
      if (!taken) {
        into.unrecorded += 1
        continue
      }
      if (!taken.before && !taken.after) continue
      const sidecar = sidecars?.codes[row] ?? 0
      if (!textAt(sidecars, row)) {
        into.withoutSidecar += 1
        continue
      }
      const moment = at[row] ?? 0
      into.sidecars.add(sidecar)
      const fate: Fate = {
        before: taken.before && limits.before?.counterOf(sidecar).takes(moment) === false,
        after: taken.after && limits.after?.counterOf(sidecar).takes(moment) === false,
      }
      count(into.total, fate)
      countStep(into.steps, Math.floor((moment - from) / stepLength), fate)
      into.callers.add(textAt(texts.callerSeen, row) === 'no' ? hiddenCaller : (textAt(texts.caller, row) ?? ''), fate)
      const tenant = textAt(texts.tenant, row)
      if (tenant !== undefined) into.tenants.add(tenant, fate)
      into.apis.add(nameApi(texts, row), fate)
    }
  }
}

const both = { before: true, after: true }

const codeAt = (column: TextValues | undefined, row: number): number => column?.codes[row] ?? 0
const textAt = (column: TextValues | undefined, row: number): string | undefined =>
  column?.values[codeAt(column, row)] ?? undefined

/** Which limits decide calls between two services, worked out once a pair. */
function decisions(rules: Rules) {
  const known = new Map<number, { before: Deciding | undefined; after: Deciding | undefined } | undefined>()
  return ({ texts: { caller, callee } }: ReplayBatch, row: number) => {
    const key = codeAt(caller, row) * codesAtMost + codeAt(callee, row)
    if (known.has(key)) return known.get(key)
    const called = textAt(callee, row) ?? ''
    const before = rules.before(textAt(caller, row), called)
    const after = rules.after(textAt(caller, row), called)
    const made = rules.concerns([before, after]) ? { before, after } : undefined
    known.set(key, made)
    return made
  }
}

/** Parts the codes of two columns in one number. */
const codesAtMost = 2 ** 24

/** Method and route, or path where no route is recorded; worked out once for equal codes. */
function apiNames() {
  const known = new Map<number, string>()
  return ({ method, api }: ReplayBatch['texts'], row: number): string => {
    const key = codeAt(method, row) * codesAtMost + codeAt(api, row)
    let text = known.get(key)
    if (text === undefined) {
      text = `${textAt(method, row) ?? ''}${separator}${textAt(api, row) ?? ''}`
      known.set(key, text)
    }
    return text
  }
}

function countStep(steps: Map<number, Refused>, step: number, fate: Fate): void {
  let inStep = steps.get(step)
  if (!inStep) steps.set(step, (inStep = emptyCount()))
  count(inStep, fate)
}
