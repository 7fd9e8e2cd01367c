import { seesAll, seesService, type Visibility } from '#shared/access/visibility.ts'
import { epochMs, instantOf, instantOfMicros, microsOf } from '#shared/contract/instant.ts'
import { parseWith } from '#shared/contract/parse.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import { settleWindow, type Window } from '#shared/contract/window.ts'
import type { Backtest, BacktestWindow } from '#shared/features/rate-limits/backtest.ts'
import {
  decideAmong,
  isCountedAtCaller,
  keyOf,
  type LimitInForce,
} from '#shared/features/rate-limits/limits-in-force.ts'
import { RateLimit } from '#shared/features/rate-limits/model.ts'
import { mesherSemantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { columnsRead, headersAmong } from '../../mesh/taken-calls.ts'
import type { CallSelection } from '../../ports/call-selection.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'
import { countersOf } from './counters.ts'
import { countingsOf, type Countings } from './countings.ts'
import { takesBy } from './group-calls.ts'
import { limitsIn } from './limits-in-mesh.ts'
import { nothingReplayed, type Replayed, columnsOf, replayer, type Rules } from './replay.ts'
import { mostRows, told } from './told.ts'

/** A drafted limit, and the calls that it is tried on. */
export interface Question {
  mesh: ConnectedMesh
  target: PolicyTarget
  ref: PolicyRef
  spec: unknown
  last: BacktestWindow
  visibility: Visibility
  /** Whether personal parameters of queries may be read by. */
  mayUnmask: boolean
  /** Policies that may be known to the asker; what stands beside the draft. */
  sees(ref: PolicyRef): boolean
  /** How long it may take before it stops with what it has; ten seconds unless said. */
  seconds?: number
}

/** Calls that are read at most; of more only some are. */
const mostCalls = 6_000_000
/** Seconds after which a replay stops with what it has, well before requests are ended. */
const longestSeconds = 10
/** Share of the calls that must tell what a group reads. */
const leastRecorded = 0.9

/** Lets recorded calls pass the limits as they are and as they would be, in each sidecar by itself. Throws `backtest-*`. */
export async function backtest(question: Question, signal: AbortSignal): Promise<Backtest> {
  const { mesh, target, ref, visibility } = question
  const limits = await limitsAround(question)
  const read = columnsRead([limits.before, limits.after].flatMap((each) => ownOf(each, ref)?.spec.match ?? []))
  if (read.includes('query') && !question.mayUnmask) throw new Problem('backtest-query-masked')
  const countings = countingsOf(target, ref)
  if (ref.name.startsWith('group:')) await countings.learn([ref.service])
  const window = settleWindow({ last: question.last }, Date.now())
  const selection = selectionOf(ref, window)
  const columns = {
    texts: [
      ...new Set([...columnsOf({ isAtCaller: isCountedAtCaller(ref), hidesCallers: !seesAll(visibility) }), ...read]),
    ],
    numbers: ['attempt' as const],
    order: 'oldest-first' as const,
  }
  const scan = await mesh.calls.scan(selection, columns, visibility, signal)
  const rules = rulesOf(question, limits, { countings, oneIn: scan.oneIn })

  const into = nothingReplayed()
  const replay = replayer(rules, into, microsOf(window.from))
  const stopAt = performance.now() + (question.seconds ?? longestSeconds) * 1000
  let until: number | undefined
  for await (const batch of scan.batches) {
    signal.throwIfAborted()
    const services = rules.isAtCaller ? batch.texts.caller : batch.texts.callee
    await countings.learn((services?.values ?? []).filter((name) => typeof name === 'string'))
    replay(batch)
    if (performance.now() > stopAt) {
      until = batch.at[batch.rows - 1]
      break
    }
  }
  refuseUnrecorded(into, headersAmong(read))
  const covered = {
    // Where the records begin in the window, the part before is no quiet time.
    from: instantOf(Math.max(epochMs(window.from), scan.stamp.since ? epochMs(scan.stamp.since) : 0)),
    to: until === undefined ? window.to : instantOfMicros(until),
  }
  const names = await tenantNames(question, selection, into, signal)
  return told(into, {
    tenantName: (id) => names.get(id),
    window,
    covered,
    oneIn: scan.oneIn,
    stamp: scan.stamp,
    findings: findingsOf(question, { scan, into, until, countings }),
  })
}

interface Limits {
  before: LimitInForce[]
  after: LimitInForce[]
}

/** The limits that stand, and those that would. */
async function limitsAround({ target, ref, spec, sees }: Question): Promise<Limits> {
  const drafted = spec === null ? null : parseWith(RateLimit, spec)
  if (drafted && !drafted.ok) throw new Problem('backtest-not-drafted', { findings: drafted.findings })
  const { value } = await target.list()
  const seen = value.filter((policy) => sees(policy.ref))
  const before = limitsIn(seen, ref.namespace)
  const others = before.filter((limit) => keyOf(limit.ref) !== keyOf(ref))
  return { before, after: drafted ? [...others, { ref, spec: drafted.value }] : others }
}

const ownOf = (limits: readonly LimitInForce[], ref: PolicyRef): LimitInForce | undefined =>
  limits.find((limit) => keyOf(limit.ref) === keyOf(ref))

function selectionOf({ namespace, service, name }: PolicyRef, window: Window): CallSelection {
  const [, caller] = /^caller:(.+)$/.exec(name) ?? []
  return {
    filter: {
      namespace: [namespace],
      ...(service === '*' ? {} : { callee: [service] }),
      ...(caller === undefined ? {} : { caller: [caller] }),
    },
    window,
    maxRows: mostCalls,
    // Who calls decides which limit counts; names are told as far as they are seen.
    hiddenEnds: 'named',
  }
}

function rulesOf(
  { ref, visibility }: Question,
  limits: Limits,
  { countings, oneIn }: { countings: Countings; oneIn: number },
): Rules {
  const isAtCaller = isCountedAtCaller(ref)
  const isGroup = ref.name.startsWith('group:')
  const how = { countingOf: (service: string) => countings.of(service), isAtCaller, oneIn }
  const [before, after] = [decideAmong(limits.before, ref), decideAmong(limits.after, ref)]
  // A caller that gets a limit of its own leaves the bucket that it shared with others: they are counted, too.
  const [, caller] = /^from:(.+)$/.exec(ref.name) ?? []
  const shared = [before, after].map(
    (decide) => caller !== undefined && ref.service !== '*' && decide(caller, ref.service),
  )
  const concerned = new Set([keyOf(ref), ...shared.flatMap((limit) => (limit ? [keyOf(limit.ref)] : []))])
  return {
    isAtCaller,
    hidesCallers: !seesAll(visibility),
    namespace: ref.namespace,
    before: countersOf(before, how),
    after: countersOf(after, how),
    concerns: (decided) => decided.some((each) => each !== undefined && concerned.has(keyOf(each.limit.ref))),
    ...(isGroup && {
      takes: takesBy(
        { before: ownOf(limits.before, ref)?.spec.match, after: ownOf(limits.after, ref)?.spec.match },
        countings.of(ref.service) === 'token-bucket' ? mesherSemantics : modelSemantics,
      ),
    }),
  }
}

function refuseUnrecorded({ examined, unrecorded }: Replayed, headers: readonly string[]): void {
  const recorded = examined - unrecorded
  if (recorded >= examined * leastRecorded) return
  const percent = Math.floor((recorded / examined) * 100)
  throw new Problem('backtest-headers-missing', { params: { percent, names: headers.join(', ') } })
}

const of =
  (severity: Finding['severity']) =>
  (code: Finding['code'], params: Finding['params'] = {}): Finding => ({ code, severity, params })
const [warning, note] = [of('warning'), of('note')]

/** What the tenants that are told are called: asked for these alone, since a name beside each call costs time. */
async function tenantNames(
  { mesh, visibility }: Question,
  selection: CallSelection,
  { tenants }: Replayed,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const tenant = tenants.first(mostRows).rows.map(({ key }) => key)
  if (tenant.length === 0) return new Map()
  const of = { ...selection, filter: { ...selection.filter, tenant }, maxGroups: 100 }
  const { groups } = await mesh.calls.groups(of, ['tenant', 'tenantName'], visibility, signal)
  return new Map(
    groups.flatMap(({ key }) => (key.tenant && key.tenantName ? [[key.tenant, key.tenantName] as const] : [])),
  )
}

interface Ran {
  scan: { oneIn: number; stamp: Backtest['stamp'] }
  into: Replayed
  until: number | undefined
  countings: Countings
}

/** Why the figures may be off. */
function findingsOf(
  { mesh, ref, visibility, seconds: longest = longestSeconds }: Question,
  { scan, into, until, countings }: Ran,
): Finding[] {
  // Callers out of sight have no name here either.
  const isSeen = (name: string) => seesService(visibility, { mesh: mesh.name, namespace: ref.namespace, name })
  const assumed = countings.assumed().filter(isSeen)
  const { oneIn, stamp } = scan
  return [
    ...(into.total.calls === 0 ? [note('backtest-no-calls')] : []),
    ...(mesh.sampling === 'all' ? [] : [warning('backtest-source-sampled')]),
    ...(stamp.since === undefined ? [] : [note('backtest-records-begin', { since: stamp.since })]),
    ...(mesh.sampling === 'all' && stamp.completeness !== 'complete' && stamp.since === undefined
      ? [warning('backtest-records-incomplete')]
      : []),
    ...(oneIn > 1 ? [warning('backtest-sampled', { oneIn })] : []),
    ...(until === undefined ? [] : [warning('backtest-cut-short', { seconds: longest, at: instantOf(until / 1000) })]),
    ...(into.withoutSidecar > 0 ? [warning('backtest-without-instance', { count: into.withoutSidecar })] : []),
    ...(into.unrecorded > 0 ? [warning('backtest-unrecorded', { count: into.unrecorded })] : []),
    ...(assumed.length > 0 ? [warning('backtest-counting-assumed', { services: assumed.join(', ') })] : []),
    ...(ref.name.startsWith('group:') ? [note('backtest-other-limits')] : []),
  ]
}
