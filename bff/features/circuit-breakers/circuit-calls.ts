import type { Visibility } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import type { Outcome } from '#shared/features/calls/model.ts'
import { type WatchedCircuit, watchedCircuit } from '#shared/features/circuit-breakers/watched.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { CallBatch } from '../../ports/call-selection.ts'
import { pairKey } from './counted-pairs.ts'

const ends = ['callerNamespace', 'caller', 'calleeNamespace', 'callee'] as const
const texts = [...ends, 'callerInstance', 'calleeInstance', 'outcome', 'cause'] as const
type Texts = (typeof texts)[number]

/** Calls that are looked at, at most. */
const mostCalls = 400_000

/** The circuits of one pair, by who holds them. */
export type WatchedPair = ReadonlyMap<string, WatchedCircuit>

/**
 * Walks the calls of a window, as far as all of them are there, in order of time and watches each circuit by pair: of an instance that
 * calls, and of an instance that is called.
 */
export async function watchCalls(
  calls: CallRecords,
  { filter, window }: { filter: CallFilter; window: Window },
  visibility: Visibility,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, WatchedPair>> {
  const scan = await calls.scan(
    { filter, window, maxRows: mostCalls },
    { texts, numbers: [], order: 'oldest-first' },
    visibility,
    signal,
  )
  // Refused calls are told by one half alone and so arrive last: until then the others would make a circuit look closed.
  const { settled } = scan.stamp
  const until = settled === undefined ? Infinity : microsOf(settled)
  const circuitsOf = byPair()
  for await (const batch of scan.batches) {
    for (let row = 0; row < batch.rows && (batch.at[row] ?? 0) < until; row += 1) watchRow(batch, row, circuitsOf)
  }
  return circuitsOf.pairs
}

type Batch = CallBatch<Texts, never>

/** Finds the circuits of a call's pair quickly: the numbers of texts are the same through a whole scan. */
function byPair() {
  const pairs = new Map<string, Map<string, WatchedCircuit>>()
  const byCodes = new Map<string, Map<string, WatchedCircuit>>()
  return {
    pairs,
    at({ texts: columns }: Batch, row: number): Map<string, WatchedCircuit> {
      const codes = ends.map((column) => columns[column].codes[row] ?? -1)
      const known = byCodes.get(codes.join(' '))
      if (known) return known
      const [callerNamespace, caller, calleeNamespace, callee] = ends.map(
        (column, index) => columns[column].values[codes[index] ?? -1] ?? undefined,
      )
      const circuits = new Map<string, WatchedCircuit>()
      byCodes.set(codes.join(' '), circuits)
      pairs.set(pairKey({ callerNamespace, caller, calleeNamespace, callee }), circuits)
      return circuits
    },
  }
}

function watchRow(batch: Batch, row: number, pairs: ReturnType<typeof byPair>): void {
  const { at, texts: columns } = batch
  const text = (column: Texts) => columns[column].values[columns[column].codes[row] ?? -1] ?? undefined
  const circuits = pairs.at(batch, row)
  // The store knows no other words.
  const outcome = (text('outcome') ?? 'ok') as Outcome
  const crowded = text('cause') === 'crowded'
  const begun = (at[row] ?? 0) / 1000
  const [caller, callee] = [text('callerInstance'), text('calleeInstance')]
  // A refusal that reached an instance is that instance's own; any other answer tells of both circuits.
  if (caller !== undefined && (outcome !== 'open-circuit' || callee === undefined)) {
    watch(circuits, `caller ${caller}`).call(begun, outcome, crowded)
  }
  if (callee !== undefined) watch(circuits, `callee ${callee}`).call(begun, outcome, crowded)
}

function watch(circuits: Map<string, WatchedCircuit>, key: string): WatchedCircuit {
  const circuit = circuits.get(key) ?? watchedCircuit()
  circuits.set(key, circuit)
  return circuit
}
