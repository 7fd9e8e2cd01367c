import { type Visibility, seesAll } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import type { Window } from '#shared/contract/window.ts'
import { type TestedCall, backtestRun } from '#shared/features/circuit-breakers/backtest-run.ts'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import type { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { concernedBy } from './concerned.ts'
import { columnsFor, testedCalls } from './tested-calls.ts'

/** Calls that are run through a draft, at most; of more one in n is, and it is said. */
const mostCalls = 6_000_000
/** After so many seconds the answer covers what was reached. */
const longestSeconds = 9

/** What is asked: a draft, held against the calls of a window. */
export interface BacktestQuestion {
  mesh: ConnectedMesh
  ref: PolicyRef
  spec: CircuitBreaker
  window: Window
  visibility: Visibility
  /** Whether personal parameters of queries may be read by. */
  mayUnmask: boolean
  /** How long it may take before it stops with what it has; nine seconds unless said. */
  seconds?: number
}

/**
 * Runs the recorded calls of a window, in order of time, through the circuits that a draft would have made. Throws
 * `backtest-query-masked` where the draft would tell what masked queries say.
 */
export async function backtest(question: BacktestQuestion, signal: AbortSignal): Promise<Backtest> {
  const { mesh, ref, spec, window, visibility, mayUnmask, seconds = longestSeconds } = question
  if (readsQuery(spec) && !mayUnmask) throw new Problem('backtest-query-masked')
  const began = performance.now()
  const holders = (await mesh.target('circuit-breakers')?.circuitsOf?.(ref, spec)) ?? []
  const concerned = concernedBy(ref, holders)
  const scan = await mesh.calls.scan(
    { filter: concerned.filter, window, maxRows: mostCalls, hiddenEnds: 'named' },
    columnsFor(spec.match),
    visibility,
    signal,
  )
  const run = backtestRun(spec)
  const reader = testedCalls(spec, concerned)
  let stoppedAt: number | undefined
  for await (const batch of scan.batches) {
    reader.read(batch, (call: TestedCall, semantics) => run.call(call, semantics))
    signal.throwIfAborted()
    if (performance.now() - began < seconds * 1000) continue
    stoppedAt = (batch.at[batch.rows - 1] ?? 0) / 1000
    break
  }
  const end = stoppedAt ?? Date.parse(window.to)
  const { leftOut, uncounted, retried, unread } = reader.counts()
  const figures = run.figures(end, reader.names)
  return {
    window,
    oneIn: scan.oneIn,
    ...figures,
    ...(stoppedAt === undefined ? {} : { stoppedAt: instantOf(stoppedAt) }),
    leftOut,
    uncounted,
    stamps: [scan.stamp],
    findings: [
      ...(holders.length === 0 ? [note('backtest-no-circuits')] : []),
      ...(scan.oneIn > 1 ? [note('backtest-sampled', { count: scan.oneIn }, 'warning')] : []),
      ...(mesh.sampling === 'all' ? [] : [note('backtest-estimate', {}, 'warning')]),
      ...(stoppedAt === undefined ? [] : [note('backtest-stopped', { at: instantOf(stoppedAt) }, 'warning')]),
      ...(seesAll(visibility) ? [] : [note('backtest-partly-seen', {}, 'warning')]),
      ...(unread > 0 ? [note('backtest-unread', { count: unread }, 'warning')] : []),
      ...(leftOut > 0 ? [note('backtest-left-out', { count: leftOut })] : []),
      ...(uncounted > 0 ? [note('backtest-uncounted', { count: uncounted })] : []),
      ...(retried > 0 ? [note('backtest-retried', { count: retried })] : []),
      ...(figures.refused + figures.crowded > 0 ? [note('backtest-refused-unmade')] : []),
    ],
  }
}

const readsQuery = ({ match }: CircuitBreaker): boolean =>
  match?.any.some(({ all }) => all.some(({ field }) => field === 'query')) ?? false

const note = (
  code: Finding['code'],
  params: Finding['params'] = {},
  severity: Finding['severity'] = 'note',
): Finding => ({
  code,
  severity,
  params,
})
