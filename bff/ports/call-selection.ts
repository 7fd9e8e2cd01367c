import type { Stamp } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'

/** Which recorded calls are asked for. */
export interface CallSelection {
  filter: CallFilter
  window: Window
  /**
   * Of more matching calls than this only one in n is read, evenly over the window: those of one trace are all in or all out,
   * and the same ones each time.
   */
  maxRows: number
  /**
   * Whether far ends that the reader may not see keep their names. `named` is for computing alone, since rules are decided by
   * them: whoever shows a name asks `callerSeen` and `calleeSeen` first. `unnamed` by default: their columns are undefined.
   */
  hiddenEnds?: 'unnamed' | 'named'
}

/** Which recorded calls are counted in groups. */
export interface GroupSelection extends CallSelection {
  /** Of calls that make more groups fewer are read, until there are no more: each time one in four of them. */
  maxGroups: number
}

/** What was found, whichever part of it was read. */
export interface Selected {
  /** All visible calls that match, read or not. */
  calls: number
  /** One in how many of them is read; 1: every one. Figures are multiplied by it, and the reader is told. */
  oneIn: number
  stamp: Stamp
}

/** Whether a call carried a header is known of calls from the time on at which the header was kept (see `StoredCall`). */
export type HeaderColumn = `header:${string}`

/**
 * Texts of a call. `path` is the URL up to its `?`, `query` what follows, `api` the route, or the path where none is recorded; header
 * names are lower case.
 */
export type TextColumn =
  | 'callerNamespace'
  | 'caller'
  | 'callerVersion'
  | 'callerInstance'
  | 'callerSeen'
  | 'calleeNamespace'
  | 'callee'
  | 'calleeVersion'
  | 'calleeInstance'
  | 'calleeSeen'
  | 'tenant'
  | 'tenantName'
  | 'client'
  | 'method'
  | 'path'
  | 'query'
  | 'route'
  | 'api'
  | 'outcome'
  | 'cause'
  | HeaderColumn

/**
 * A text, or why there is none: of a header `null` means that the call was sent without it, undefined that it was not recorded;
 * elsewhere undefined means that it is not known. `callerSeen` and `calleeSeen` are `yes` or `no`; `cause` is `no-answer` where a call failed
 * without an answer of the callee (a time-out, no connection), `crowded` where a breaker refused it because too many were running.
 */
export type Text = string | null | undefined

/** Numbers of a call; NaN where there is none. */
export type NumberColumn = 'status' | 'durationMs' | 'attempt'

/** Calls that are equal in the columns asked for. */
export interface CallGroup<Column extends TextColumn = TextColumn> {
  key: Record<Column, Text>
  /** Calls read; of all calls there are about `oneIn` times as many. */
  calls: number
  /** The newest of them: its id, and when it began in microseconds since 1970. */
  newest: { id: string; at: number }
}

/** Texts of a batch: `values[codes[row]]`. A value keeps its code through a whole scan; later batches may add values at the end. */
export interface TextValues {
  values: readonly Text[]
  codes: Uint32Array
}

/** A stretch of the window as columns, row by row in the order asked for. */
export interface CallBatch<Texts extends TextColumn = TextColumn, Numbers extends NumberColumn = NumberColumn> {
  rows: number
  /** When each call began, in microseconds since 1970. */
  at: Float64Array
  texts: Record<Texts, TextValues>
  numbers: Record<Numbers, Float64Array>
}

/** What a scan reads of each call. */
export interface CallColumns<Texts extends TextColumn, Numbers extends NumberColumn> {
  texts: readonly Texts[]
  numbers: readonly Numbers[]
  order: 'oldest-first' | 'newest-first'
}

export interface CallScan<Texts extends TextColumn, Numbers extends NumberColumn> extends Selected {
  /** To be walked once. Each batch is read when it is asked for, so nobody who stops early pays for the rest. */
  batches: AsyncIterable<CallBatch<Texts, Numbers>>
}
