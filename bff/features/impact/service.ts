import { setImmediate as breath } from 'node:timers/promises'
import type { Visibility } from '#shared/access/visibility.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Reading } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import { type Caller, type RuleBook, type RuleInForce, decider } from '#shared/features/impact/destiny.ts'
import type { RouteImpact } from '#shared/features/impact/model.ts'
import { type Compared, tally } from '#shared/features/impact/tally.ts'
import type { Candidate } from '#shared/features/route-rules/engine.ts'
import { modelSemantics } from '#shared/mesh/matching.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'
import { examplesOf } from './examples.ts'
import { candidatesIn, labelsIn } from './instances.ts'
import { type RecordedCalls, recordedCalls } from './recorded-calls.ts'
import { type PlacedEdit, ruleBook, ruleBooks } from './rule-books.ts'
import { type HeaderNeeds, headerNeeds, labelNamesOf, readsOf } from './rule-reads.ts'

/** Share of the calls that must have been recorded with a header before the impact of a rule that reads it is told. */
const leastRecorded = 0.9
/** Below so many calls shares say little. */
const fewCalls = 100
/** Seconds of deciding after which a replay stops with what it has. */
const longestSeconds = 5
/** Milliseconds of deciding at one go; then others have their turn. */
const atOnceMs = 25

/** What is asked: edits of route rules about one called service, held against the calls of a window. */
export interface Question {
  mesh: ConnectedMesh
  target: PolicyTarget
  /** The readers' namespace and the called service. */
  namespace: string
  service: string
  edits: readonly PlacedEdit[]
  /** The mesh's route rules with the names that the console gave them. */
  policies: Reading<readonly Policy[]>
  window: Window
  visibility: Visibility
  /** Whether personal parameters of queries may be read by. */
  mayUnmask: boolean
  /** How long the deciding may take before it stops with what it has; five seconds unless said. */
  seconds?: number
}

/**
 * Runs recorded calls through the rules as they are and as they would be. The calls are put together in groups that the rules cannot
 * tell apart, so that what is decided is each kind of call, not each call.
 */
export async function impactOf(question: Question, signal: AbortSignal): Promise<RouteImpact> {
  const { mesh, target, namespace, service, edits, window, visibility } = question
  const policies = question.policies.value.filter(({ ref }) => ref.namespace === namespace && ref.service === service)
  const books = ruleBooks(policies, edits, target)
  const isReadBy = target.isReadBy ?? (() => true)
  const [before, after] = [ruleBook(books.before, isReadBy), ruleBook(books.after, isReadBy)]
  const rules = [...books.before, ...books.after].map(({ rule }) => rule)
  const reads = readsOf(rules)
  const { value: snapshot, stamps: registryStamps } = await mesh.registry.snapshot()
  const stamps = [...registryStamps, ...question.policies.stamps]
  const empty = { namespace, service, calls: 0, oneIn: 1, unrecorded: 0, undecided: 0, examples: [], stamps }
  if (books.findings.length > 0) return { ...empty, findings: books.findings }
  if (reads.fields.has('query') && !question.mayUnmask) return { ...empty, findings: [error('impact-query-masked')] }

  const recorded = await recordedCalls(
    mesh.calls,
    { namespace, service, window, reads, visibility, labelsOf: labelsIn(mesh.name, snapshot) },
    signal,
  )
  const { oneIn } = recorded
  const scaled = recorded.groups.map((group) => ({ ...group, calls: group.calls * oneIn }))
  const calls = sumOf(scaled)
  const base = { ...empty, calls, oneIn, stamps: [recorded.stamp, ...stamps] }
  const needs = headerNeeds(before, after)
  const headers = coverage(scaled, needs)
  const missing = headers.filter(({ known, asked }) => known < leastRecorded * asked)
  if (missing.length > 0) return { ...base, findings: missing.map(headerMissing) }

  const candidates = candidatesIn({ mesh: mesh.name, service }, snapshot)
  const seconds = question.seconds ?? longestSeconds
  const replay = await replayed(scaled, { before, after, needs, target, rules, candidates, seconds }, signal)
  const findings = [
    ...headers
      .filter(({ carried }) => carried === 0)
      .map(({ header }) => warning('impact-header-never-seen', { header })),
    ...amounts({ calls, oneIn, ...replay }),
    ...(replay.left > 0 ? [warning('impact-cut-short', { seconds, count: replay.left })] : []),
  ]
  const { unrecorded, undecided, tallied } = replay
  const examples = await examplesOf(mesh.calls, tallied.examples(), visibility, signal)
  const figures = tallied.figures()
  return { ...base, unrecorded, undecided, findings, examples, ...(figures.calls > 0 ? { figures } : {}) }
}

interface Replayed {
  before: RuleBook
  after: RuleBook
  needs: HeaderNeeds
  target: PolicyTarget
  rules: readonly RuleInForce[]
  candidates(namespace: string): Candidate[]
  seconds: number
}

/** Decides group by group, largest first; `left` are the calls that time did not suffice for. */
async function replayed(
  groups: readonly RecordedCalls[],
  { before, after, needs, target, rules, candidates, seconds }: Replayed,
  signal: AbortSignal,
) {
  const surroundings = {
    semanticsOf: (caller: Caller) => target.semanticsOf?.(caller) ?? modelSemantics,
    candidatesIn: candidates,
    labelNames: labelNamesOf(rules),
  }
  const decides = { before: decider(before, surroundings), after: decider(after, surroundings) }
  const tallied = tally<RecordedCalls>()
  let [unrecorded, undecided] = [0, 0]
  const stopAt = performance.now() + seconds * 1000
  let pauseAt = performance.now() + atOnceMs
  for (const [index, group] of groups.entries()) {
    const now = performance.now()
    if (now > stopAt) return { tallied, unrecorded, undecided, left: sumOf(groups.slice(index)) }
    if (now > pauseAt) {
      await breath()
      signal.throwIfAborted()
      pauseAt = performance.now() + atOnceMs
    }
    if (isBlind(group, needs)) {
      unrecorded += group.calls
      continue
    }
    const [one, other] = [decides.before(group), decides.after(group)]
    if (one && other) tallied.add(comparedFrom(group, one, other))
    else undecided += group.calls
  }
  return { tallied, unrecorded, undecided, left: 0 }
}

const comparedFrom = (
  group: RecordedCalls,
  before: Compared<RecordedCalls>['before'],
  after: Compared<RecordedCalls>['after'],
): Compared<RecordedCalls> => ({
  calls: group.calls,
  before,
  after,
  caller: group.shownCaller,
  tenant: group.tenant,
  told: group,
})

const isBlind = ({ caller, unrecorded }: RecordedCalls, needs: HeaderNeeds): boolean =>
  unrecorded.some((header) => needs(caller).has(header))

/** Of how many calls each header was asked for, recorded, and carried. */
interface Coverage {
  header: string
  asked: number
  known: number
  carried: number
}

function coverage(groups: readonly RecordedCalls[], needs: HeaderNeeds): Coverage[] {
  const all = new Map<string, Coverage>()
  for (const group of groups) {
    for (const header of needs(group.caller)) {
      const counted = all.get(header) ?? { header, asked: 0, known: 0, carried: 0 }
      counted.asked += group.calls
      if (!group.unrecorded.includes(header)) counted.known += group.calls
      if (group.call.headers[header] !== undefined) counted.carried += group.calls
      all.set(header, counted)
    }
  }
  return [...all.values()]
}

const sumOf = (groups: readonly { calls: number }[]): number => groups.reduce((sum, { calls }) => sum + calls, 0)

const headerMissing = ({ header, known, asked }: Coverage): Finding =>
  error('impact-header-missing', { header, share: Math.floor((known / asked) * 1000) / 10 })

/** What to bear in mind about the number of calls. */
function amounts(found: { calls: number; oneIn: number; unrecorded: number; undecided: number }): Finding[] {
  const { calls, oneIn, unrecorded, undecided } = found
  if (calls === 0) return [note('impact-no-calls')]
  return [
    ...(calls < fewCalls ? [warning('impact-few-calls', { count: calls })] : []),
    ...(oneIn > 1 ? [note('impact-sampled', { count: oneIn })] : []),
    ...(unrecorded > 0 ? [note('impact-unrecorded', { count: unrecorded })] : []),
    ...(undecided > 0 ? [warning('impact-undecided', { count: undecided })] : []),
  ]
}

const of =
  (severity: Finding['severity']) =>
  (code: Finding['code'], params: Finding['params'] = {}): Finding => ({ code, severity, params })
const [error, warning, note] = [of('error'), of('warning'), of('note')]
