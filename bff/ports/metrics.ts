import type { Instant } from '#shared/contract/instant.ts'
import type { Reading } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import type { Visibility } from '#shared/access/visibility.ts'

/** One end of an edge: a service of the mesh, or something else by its label (a client's kind, an unresolved name). */
export type End =
  | { kind: 'service'; service: ServiceRef }
  | { kind: 'client'; label: string }
  | { kind: 'external'; label: string }
  | { kind: 'hidden' }

/** The calls between two ends in a window; one line a callee version (absent when the source has none). */
export interface EdgeTraffic {
  from: End
  to: End
  version?: string
  traffic: Traffic
}

/** Counts per step; percentiles in milliseconds, absent without calls. */
export interface TrafficStep {
  calls: number
  failed: number
  clientErrors: number
  refused: number
  p50?: number
  p95?: number
  p99?: number
}

/** What a series is about and how it is cut. */
export interface SeriesQuery {
  window: Window
  stepSeconds: number
  callee?: ServiceRef
  caller?: ServiceRef
  /** Only calls from outside the mesh. */
  entering?: boolean
  by: 'callee' | 'version' | 'edge' | 'nothing'
}

/**
 * Lines tell callee, version or edge as far as `by` asked for them. Steps start at `from`, one each `stepSeconds`: a step without calls
 * has zeros, one of which the source has no records (before they begin, or still to come) is `undefined`.
 */
export interface TrafficSeries {
  from: Instant
  stepSeconds: number
  lines: { callee?: ServiceRef; caller?: End; version?: string; steps: (TrafficStep | undefined)[] }[]
}

/**
 * Canonical figures of who calls whom, never a query language. Everything is cut to what the reader sees, and a source that does
 * not answer is an empty value with a stamp that says so. A window that ends now may be answered for one that ended two seconds ago.
 * Rates are over the covered part of the window; the stamp of a window that begins before the records is `partial` and says `since`.
 */
export interface Metrics {
  /** Every edge with calls in the window, versions apart. Hidden far ends come as one `hidden` end. */
  edges(window: Window, visibility: Visibility, signal?: AbortSignal): Promise<Reading<EdgeTraffic[]>>
  /** Calls of one service by version in the window. */
  versions(
    service: ServiceRef,
    window: Window,
    visibility: Visibility,
    signal?: AbortSignal,
  ): Promise<Reading<{ version: string; traffic: Traffic }[]>>
  /** Counts and percentiles over time. */
  series(query: SeriesQuery, visibility: Visibility, signal?: AbortSignal): Promise<Reading<TrafficSeries>>
}
