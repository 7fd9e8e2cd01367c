import { instantOf } from '../../contract/instant.ts'
import type { Backtest } from './backtest.ts'
import type { CircuitSemantics } from './circuit.ts'
import type { ObservedCircuitBreaker } from './model.ts'
import { type Replay, replayOf } from './replay.ts'

/** A recorded call on its way through the circuits of a draft. Times in milliseconds. */
export interface TestedCall {
  at: number
  tookMs: number
  failed: boolean
  /** Whoever holds the circuit, as one number for each; the same numbers never stand for different pairs. */
  circuit: number
  pair: number
  tenant: number
}

/** What pairs and tenants are called, by their numbers. */
export interface TestedNames {
  pair(pair: number): Pick<Backtest['pairs'][number], 'caller' | 'callee'>
  tenant(tenant: number): Backtest['tenants'][number]['tenant']
}

export const mostPairs = 30
export const mostSpans = 120
const mostTenants = 10

interface Pair {
  circuits: Replay[]
  calls: number
  failed: number
  refused: number
  crowded: number
}

/** Runs calls in the order in which they began through the circuits of a breaker, each closed at first. */
export function backtestRun(breaker: ObservedCircuitBreaker) {
  const circuits = new Map<number, Replay>()
  const pairs = new Map<number, Pair>()
  const tenants = new Map<number, number>()
  let [calls, failures, refusedWell] = [0, 0, 0]
  const { timeoutMs = Infinity } = breaker

  return {
    call({ at, tookMs, failed, circuit, pair, tenant }: TestedCall, semantics: CircuitSemantics): void {
      const own = pairs.get(pair) ?? { circuits: [], calls: 0, failed: 0, refused: 0, crowded: 0 }
      pairs.set(pair, own)
      let replay = circuits.get(circuit)
      if (!replay) {
        replay = replayOf(breaker, semantics)
        circuits.set(circuit, replay)
        own.circuits.push(replay)
      }
      const fails = failed || tookMs > timeoutMs
      calls += 1
      own.calls += 1
      failures += fails ? 1 : 0
      own.failed += fails ? 1 : 0
      const admission = replay.call({ at, tookMs, failed })
      if (admission === 'goes') return
      if (admission === 'refused') own.refused += 1
      else own.crowded += 1
      if (!fails) refusedWell += 1
      tenants.set(tenant, (tenants.get(tenant) ?? 0) + 1)
    },

    /** The figures, when the last call has begun; `end` is the end of the window. */
    figures(end: number, names: TestedNames) {
      const told = [...pairs]
        .map(([number, pair]) => ({ ...names.pair(number), ...figuresOf(pair, end) }))
        .toSorted((one, other) => other.refused + other.crowded - one.refused - one.crowded || other.calls - one.calls)
      const sum = (count: (pair: (typeof told)[number]) => number) => told.reduce((all, pair) => all + count(pair), 0)
      return {
        calls,
        failed: failures,
        refusedWell,
        refused: sum(({ refused }) => refused),
        crowded: sum(({ crowded }) => crowded),
        opened: sum(({ opened }) => opened),
        openSeconds: sum(({ openSeconds }) => openSeconds),
        pairs: told.slice(0, mostPairs),
        morePairs: Math.max(0, told.length - mostPairs),
        tenants: [...tenants]
          .toSorted(([, one], [, other]) => other - one)
          .slice(0, mostTenants)
          .map(([tenant, refused]) => ({ tenant: names.tenant(tenant), refused })),
      }
    },
  }
}

function figuresOf({ circuits, ...counts }: Pair, end: number) {
  const spans = circuits.flatMap((replay, circuit) => replay.finish(end).map((span) => ({ circuit, ...span })))
  const seconds = spans.reduce((sum, { from, to = end }) => sum + (Math.min(to, end) - from) / 1000, 0)
  return {
    ...counts,
    circuits: circuits.length,
    opened: spans.length,
    openSeconds: Math.round(seconds),
    spans: spans
      .toSorted((one, other) => one.from - other.from)
      .slice(0, mostSpans)
      .map(({ circuit, from, to }) => ({
        circuit,
        from: instantOf(from),
        ...(to === undefined || to >= end ? {} : { to: instantOf(to) }),
      })),
    moreSpans: Math.max(0, spans.length - mostSpans),
  }
}
