import type { Visibility } from '#shared/access/visibility.ts'
import type { Instant } from '#shared/contract/instant.ts'
import type { Page } from '#shared/contract/page.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallBar, CallFilter } from '#shared/features/calls/api.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type {
  CallColumns,
  CallGroup,
  CallScan,
  CallSelection,
  GroupSelection,
  NumberColumn,
  Selected,
  TextColumn,
} from './call-selection.ts'

/** What a source of call records declares of itself; only `all` may be stamped complete. */
export type Sampling = 'all' | 'one-in-n' | 'unknown'

/** What stands in the place of a secret that was dropped before a record was stored. */
export const dropped = '[dropped]'

/** A record with its bodies as stored: secrets gone, personal fields still in place; masking happens on read. */
export interface StoredCall extends CallRecord {
  requestType?: string | undefined
  requestBody?: string | undefined
  responseType?: string | undefined
  responseBody?: string | undefined
  /** The callee's own span, where it does not share the caller's. */
  serverSpan?: string | undefined
  /**
   * Headers that were looked for and that the call did not carry, lower case. Of a header that stands neither here nor in
   * `headers` nobody knows whether the call carried it.
   */
  withoutHeaders?: string[] | undefined
}

/**
 * What a reporter told of a call: both halves at once, or one of them.
 * `parent` is the span above a server half that has a span of its own: its partner, if there is one, is the client half of that span.
 */
export interface ReportedCall extends StoredCall {
  parent?: string | undefined
}

/** What became of a batch: how many were new, how many had been reported before, how many joined a record that stood there already. */
export interface Appended {
  accepted: number
  duplicates: number
  late: number
}

/** Fields whose frequent values can be asked for. */
export type ValueField =
  | 'caller'
  | 'callee'
  | 'version'
  | 'tenant'
  | 'user'
  | 'method'
  | 'status'
  | 'client'
  | 'namespace'

export type CallPage = Page<CallRecord> & { all: number; stamp: Stamp }

/**
 * Keeps call records and finds them again: complete, or saying what is missing.
 * Every method throws `records-silent` while the store does not answer.
 */
export interface CallRecords {
  /**
   * Stores what was reported; resolves when it would survive a power cut. A call of which one half is known becomes a record when
   * the other half comes, or after 15 s; a half that comes later joins its record in one step, and what comes twice changes nothing.
   * Throws `records-behind` when it cannot keep up: then nothing of the batch was taken.
   */
  append(mesh: string, batch: ReportedCall[]): Promise<Appended>
  /** Notes that calls reported now were refused, so that no window around now is stamped complete. */
  noteRefused(mesh: string, count: number): Promise<void>
  /**
   * Newest first; `total` counts all matches, `all` the visible records of the window without the filter.
   * Throws `cursor-invalid`.
   */
  search(
    filter: CallFilter,
    window: Window,
    page: { cursor?: string | undefined; limit: number },
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<CallPage>
  /** Bars from the window's beginning, one each step, empty ones too. */
  histogram(
    filter: CallFilter,
    window: Window,
    stepSeconds: number,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<{ bars: CallBar[]; stamp: Stamp }>
  /** The twenty most frequent values that begin with the prefix, whatever its case. */
  values(
    field: ValueField,
    prefix: string | undefined,
    window: Window,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<{ value: string; label?: string; calls: number }[]>
  /**
   * Counts the calls that are equal in some columns, largest group first: for questions whose answer depends on few values of a
   * call and not on when it was made. Sampled beyond `maxRows` calls and beyond `maxGroups` groups.
   */
  groups<Column extends TextColumn>(
    selection: GroupSelection,
    by: readonly Column[],
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<Selected & { groups: CallGroup<Column>[] }>
  /**
   * Reads columns of every call in order of time, in batches of some hundred thousand calls, so that days of calls pass through little
   * memory and others read and write in between. Calls that arrive meanwhile may or may not be among them. Sampled beyond `maxRows`.
   * The batches throw what any method throws, and the signal's reason.
   */
  scan<Texts extends TextColumn = never, Numbers extends NumberColumn = never>(
    selection: CallSelection,
    columns: CallColumns<Texts, Numbers>,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<CallScan<Texts, Numbers>>
  /** Undefined where it does not exist or may not be seen. */
  find(id: string, visibility: Visibility, signal?: AbortSignal): Promise<StoredCall | undefined>
  /** Removes what is older; answers how many went. */
  expire(mesh: string, before: Instant): Promise<number>
}
