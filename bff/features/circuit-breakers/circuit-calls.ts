import type { Visibility } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import type { Outcome } from '#shared/features/calls/model.ts'
import { type WatchedCircuit, watchedCircuit } from '#shared/features/circuit-breakers/watched.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { CallBatch } from '../../ports/call-selection.ts'
import type { Ends } from './concerned.ts'

const texts = [
  'callerNamespace',
  'caller',
  'callerInstance',
  'calleeNamespace',
  'callee',
  'calleeInstance',
  'outcome',
  'cause',
] as const
type Texts = (typeof texts)[number]

/** What the calls of one pair say of the circuits between the two. */
export interface WatchedPair extends Ends {
  circuits: Map<string, WatchedCircuit>
  calls: number
  refused: number
  /** Milliseconds. */
  lastRefused: number | undefined
}

/** Calls that are looked at, at most. */
const mostCalls = 400_000

/** Walks the calls of a window in order of time and watches each circuit: of an instance that calls, and of an instance that is called. */
export async function watchCalls(
  calls: CallRecords,
  { filter, window, concerns }: { filter: CallFilter; window: Window; concerns(ends: Ends): boolean },
  visibility: Visibility,
  signal?: AbortSignal,
) {
  const scan = await calls.scan(
    { filter, window, maxRows: mostCalls },
    { texts, numbers: [], order: 'oldest-first' },
    visibility,
    signal,
  )
  const pairs = new Map<string, WatchedPair>()
  for await (const batch of scan.batches) {
    for (let row = 0; row < batch.rows; row += 1) watchRow(batch, row, pairs, concerns)
  }
  return { pairs: [...pairs.values()], oneIn: scan.oneIn, calls: scan.calls, stamp: scan.stamp }
}

function watchRow(
  { at, texts: columns }: CallBatch<Texts, never>,
  row: number,
  pairs: Map<string, WatchedPair>,
  concerns: (ends: Ends) => boolean,
): void {
  const text = (column: Texts) => columns[column].values[columns[column].codes[row] ?? -1] ?? undefined
  const ends: Ends = {
    callerNamespace: text('callerNamespace'),
    caller: text('caller'),
    calleeNamespace: text('calleeNamespace'),
    callee: text('callee'),
  }
  if (!concerns(ends)) return
  const key = JSON.stringify(ends)
  const pair = pairs.get(key) ?? { ...ends, circuits: new Map(), calls: 0, refused: 0, lastRefused: undefined }
  pairs.set(key, pair)
  // The store knows no other words.
  const outcome = (text('outcome') ?? 'ok') as Outcome
  const crowded = text('cause') === 'crowded'
  const begun = (at[row] ?? 0) / 1000
  pair.calls += 1
  if (outcome === 'open-circuit') {
    pair.refused += 1
    pair.lastRefused = begun
  }
  const [caller, callee] = [text('callerInstance'), text('calleeInstance')]
  // A refusal that reached an instance is that instance's own; any other answer tells of both circuits.
  if (caller !== undefined && (outcome !== 'open-circuit' || callee === undefined)) {
    watch(pair, `caller ${caller}`).call(begun, outcome, crowded)
  }
  if (callee !== undefined) watch(pair, `callee ${callee}`).call(begun, outcome, crowded)
}

function watch({ circuits }: WatchedPair, key: string): WatchedCircuit {
  const circuit = circuits.get(key) ?? watchedCircuit()
  circuits.set(key, circuit)
  return circuit
}
