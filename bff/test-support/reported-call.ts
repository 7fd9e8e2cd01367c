import { randomBytes } from 'node:crypto'
import { instantOf } from '#shared/contract/instant.ts'
import { callId } from '../ports/call-halves.ts'
import type { ReportedCall } from '../ports/call-records.ts'

/** What a test may say of a call; everything else is ordinary: portal calls ocr 1.0.0, answered 200 in 12 ms. */
export type Told = Partial<Omit<ReportedCall, 'id'>> & { atMs?: number }

/** An ordinary call with a trace of its own, as a reporter tells it. */
export function reportedCall({ atMs = Date.now(), ...told }: Told = {}): ReportedCall {
  const trace = told.trace ?? randomBytes(16).toString('hex')
  const span = told.span ?? randomBytes(8).toString('hex')
  const attempt = told.attempt ?? 0
  return {
    mesh: 'cloud',
    at: instantOf(atMs),
    durationMs: 12.5,
    caller: { namespace: 'cloud@production', service: 'portal', version: '2.3.0', instance: 'portal-1' },
    callee: { namespace: 'cloud@production', service: 'ocr', version: '1.0.0', instance: 'ocr-1' },
    protocol: 'http',
    method: 'POST',
    url: '/ocr/recognize',
    status: 200,
    outcome: 'ok',
    headers: {},
    halves: 'both',
    ...told,
    id: callId(trace, span, attempt),
    trace,
    span,
    attempt,
  }
}

/** The two halves of one call: the caller's and the callee's, under one span. */
export function twoHalves(told: Told = {}): { client: ReportedCall; server: ReportedCall } {
  const whole = reportedCall(told)
  return {
    client: { ...whole, halves: 'client' },
    server: { ...whole, durationMs: whole.durationMs - 2, halves: 'server' },
  }
}
