import type { Visibility } from '#shared/access/visibility.ts'
import type { Instant } from '#shared/contract/instant.ts'
import type { Page } from '#shared/contract/page.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallBar, CallFilter } from '#shared/features/calls/api.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'

/** A record with its bodies as stored: secrets gone, personal fields still in place; masking happens on read. */
export interface StoredCall extends CallRecord {
  requestType?: string | undefined
  requestBody?: string | undefined
  responseType?: string | undefined
  responseBody?: string | undefined
}

/** Fields whose frequent values can be asked for. */
export type ValueField = 'caller' | 'callee' | 'version' | 'tenant' | 'user' | 'method' | 'status' | 'client' | 'namespace'

/** Keeps call records and finds them again: complete, or saying what is missing. */
export interface CallRecords {
  /**
   * Stores records; resolves when they would survive a power cut. A record whose id is there already replaces it in one step.
   * Throws `records-behind` when it cannot keep up.
   */
  append(mesh: string, batch: StoredCall[]): Promise<void>
  /** Newest first; `total` counts all matches, `all` the visible records of the window without the filter. */
  search(
    filter: CallFilter,
    window: Window,
    page: { cursor?: string | undefined; limit: number },
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<Page<CallRecord> & { all: number; stamp: Stamp }>
  histogram(
    filter: CallFilter,
    window: Window,
    stepSeconds: number,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<{ bars: CallBar[]; stamp: Stamp }>
  values(
    field: ValueField,
    prefix: string | undefined,
    window: Window,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<{ value: string; label?: string; calls: number }[]>
  /** Undefined where it does not exist or may not be seen. */
  find(id: string, visibility: Visibility, signal?: AbortSignal): Promise<StoredCall | undefined>
  /** Removes what is older; answers how many went. */
  expire(mesh: string, before: Instant): Promise<number>
}
