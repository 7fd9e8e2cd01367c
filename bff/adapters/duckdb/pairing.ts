import { joinHalves, namesAgree } from '../../ports/call-halves.ts'
import type { ReportedCall } from '../../ports/call-records.ts'
import { bitsOf } from './rows.ts'

/** A report that waits for its partner, with its number in the table `half`. */
export interface Waiting {
  mesh: string
  report: ReportedCall
  arrivedMs: number
  number: number
}

/** What becomes of a report. `late`: its record may stand in the database; `ask` says so of a joined one. */
export type Verdict =
  | { kind: 'duplicate' }
  | { kind: 'waiting' }
  | { kind: 'late' }
  | { kind: 'whole'; call: ReportedCall; ask: boolean }

/** Which reports came lately and which of them still wait. What it does not know, the database does. */
export interface Pairing {
  take(mesh: string, report: ReportedCall, nowMs: number, number: number): Verdict
  /** Takes out those that waited long enough, oldest first. */
  due(nowMs: number): Waiting[]
  /** Smallest number that still waits; undefined when none does. */
  oldest(): number | undefined
  waiting(): number
}

/**
 * Reports are remembered for a minute at least, and no call may begin more than half of that in the future. So a report of a call
 * of the last half minute that is not remembered is new, once this memory is a minute old; of all others the database must be asked.
 */
const recentMs = 30_000
const memoryMs = 2 * recentMs

export interface PairingOptions {
  /** How long a half waits for its partner, in milliseconds. */
  delayMs: number
  /** Since when reports are remembered, in milliseconds since 1970; `0` when there was nothing before. */
  sinceMs: number
}

export function pairing({ delayMs, sinceMs }: PairingOptions): Pairing {
  /** Halves that came lately, as bits, by mesh, trace, span and attempt; two generations, the older one is dropped whole. */
  let seen = new Map<string, number>()
  let seenBefore = new Map<string, number>()
  let turnedMs = 0
  /** Waiting reports by the spans under which a partner may look for them, and in the order they came. */
  const bySpan = new Map<string, Waiting[]>()
  const inOrder = new Set<Waiting>()

  const seenBits = (key: string) => (seen.get(key) ?? 0) | (seenBefore.get(key) ?? 0)
  const remember = (key: string, bits: number) => seen.set(key, seenBits(key) | bits)

  function turn(nowMs: number): void {
    if (nowMs - turnedMs < memoryMs) return
    seenBefore = seen
    seen = new Map()
    turnedMs = nowMs
  }

  function partnerOf(mesh: string, report: ReportedCall): Waiting | undefined {
    const candidates = spansOf(report).flatMap((span) => bySpan.get(spanKey(mesh, report.trace, span)) ?? [])
    const fitting = candidates.filter((other) => arePartners(other.report, report))
    return fitting.find((other) => other.report.attempt === report.attempt) ?? fitting[0]
  }

  function wait(waiting: Waiting): void {
    inOrder.add(waiting)
    for (const span of spansOf(waiting.report)) {
      const key = spanKey(waiting.mesh, waiting.report.trace, span)
      const others = bySpan.get(key)
      if (others) others.push(waiting)
      else bySpan.set(key, [waiting])
    }
  }

  function leave(waiting: Waiting): void {
    inOrder.delete(waiting)
    for (const span of spansOf(waiting.report)) {
      const key = spanKey(waiting.mesh, waiting.report.trace, span)
      const others = (bySpan.get(key) ?? []).filter((other) => other !== waiting)
      if (others.length > 0) bySpan.set(key, others)
      else bySpan.delete(key)
    }
  }

  /** Whether the database may know of it although this memory does not. */
  function mayBeStored(report: ReportedCall, nowMs: number): boolean {
    const atMs = Date.parse(report.at)
    return Math.abs(nowMs - atMs) > recentMs || (sinceMs > 0 && nowMs - sinceMs < memoryMs)
  }

  return {
    take(mesh, report, nowMs, number) {
      turn(nowMs)
      const key = `${spanKey(mesh, report.trace, report.span)} ${report.attempt}`
      const bits = bitsOf(report)
      const before = seenBits(key)
      if ((before & bits) === bits) return { kind: 'duplicate' }
      remember(key, bits)
      if (bits === 3) return { kind: 'whole', call: report, ask: before !== 0 || mayBeStored(report, nowMs) }

      const partner = partnerOf(mesh, report)
      if (partner) {
        leave(partner)
        const call = bits === 1 ? joinHalves(report, partner.report) : joinHalves(partner.report, report)
        return { kind: 'whole', call, ask: mayBeStored(report, nowMs) || mayBeStored(partner.report, nowMs) }
      }
      if (before !== 0) return { kind: 'late' }
      wait({ mesh, report, arrivedMs: nowMs, number })
      return { kind: 'waiting' }
    },

    due(nowMs) {
      const ready: Waiting[] = []
      for (const waiting of inOrder) {
        if (nowMs - waiting.arrivedMs < delayMs) break
        ready.push(waiting)
      }
      for (const waiting of ready) leave(waiting)
      return ready
    },

    oldest: () => inOrder.values().next().value?.number,
    waiting: () => inOrder.size,
  }
}

/** 64-bit and 128-bit reporters of one trace agree in its last 16 digits (telemetry reference, section h). */
const spanKey = (mesh: string, trace: string, span: string): string => `${mesh} ${trace.slice(-16)} ${span}`

const spansOf = ({ span, parent }: ReportedCall): string[] =>
  parent === undefined || parent === span ? [span] : [span, parent]

/** A caller's half and a callee's half under the same span, or the callee's under the caller's. */
function arePartners(one: ReportedCall, other: ReportedCall): boolean {
  if (one.halves === other.halves) return false
  const [client, server] = one.halves === 'client' ? [one, other] : [other, one]
  return client.span === server.span || (server.parent === client.span && namesAgree(client, server))
}

/** Whether a stored call and a reported one are the same call, in whole or in halves. */
export function areOneCall(stored: ReportedCall, reported: ReportedCall): boolean {
  if (stored.trace.slice(-16) !== reported.trace.slice(-16)) return false
  if (stored.halves !== 'both' && reported.halves !== 'both' && arePartners(stored, reported)) return true
  const sameSpan = stored.span === reported.span
  if (sameSpan && (stored.attempt === reported.attempt || stored.halves === 'server' || reported.halves === 'server'))
    return true
  const [storedServer, reportedServer] = [serverSpanOf(stored), serverSpanOf(reported)]
  return storedServer !== undefined && storedServer === reportedServer
}

const serverSpanOf = (call: ReportedCall): string | undefined =>
  call.halves === 'client' ? undefined : (call.serverSpan ?? call.span)
