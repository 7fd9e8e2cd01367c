import { callId } from '../../ports/call-halves.ts'
import type { ReportedCall } from '../../ports/call-records.ts'
import type { CallEnd, Party } from '#shared/features/calls/model.ts'
import { Outcome } from '#shared/features/calls/model.ts'
import type { CallColumn } from './columns.ts'
import { instantOfMicros, microsOf } from '#shared/contract/instant.ts'

/** A row as the engine answers it: wide numbers as decimal text. Columns that were not asked for are absent. */
export type AnsweredRow = Partial<Record<string, string | number | boolean | null>>

/** A row as it is written: hex ids as big integers. */
export type WrittenRow = Record<CallColumn, string | number | bigint | null>

const halfBits = { client: 1, server: 2, both: 3 } as const

/** Which halves are in a call, as bits: 1 the caller's, 2 the callee's. */
export const bitsOf = (call: Pick<ReportedCall, 'halves'>): number => halfBits[call.halves]

export function toRow(mesh: string, call: ReportedCall): WrittenRow {
  const { caller, callee, tenant, user } = call
  return {
    mesh,
    at_us: microsOf(call.at),
    trace: BigInt(`0x${call.trace}`),
    span: BigInt(`0x${call.span}`),
    attempt: call.attempt,
    halves: bitsOf(call),
    server_span: call.serverSpan === undefined ? null : BigInt(`0x${call.serverSpan}`),
    parent_span: call.parent === undefined ? null : BigInt(`0x${call.parent}`),
    duration_us: Math.round(call.durationMs * 1000),
    server_us: call.serverMs === undefined ? null : Math.round(call.serverMs * 1000),
    caller_ns: caller?.namespace ?? null,
    caller: caller?.service ?? null,
    caller_version: caller?.version ?? null,
    caller_instance: caller?.instance ?? null,
    callee_ns: callee.namespace ?? null,
    callee: callee.service,
    callee_version: callee.version ?? null,
    callee_instance: callee.instance ?? null,
    tenant: tenant?.id ?? null,
    tenant_name: tenant?.name ?? null,
    person: user?.id ?? null,
    person_name: user?.name ?? null,
    client: call.client ?? null,
    client_address: call.clientAddress ?? null,
    request_id: call.requestId ?? null,
    fingerprint: call.tokenFingerprint ?? null,
    protocol: call.protocol,
    method: call.method,
    url: call.url,
    route: call.route ?? null,
    status: call.status ?? null,
    outcome: call.outcome,
    error: call.error ?? null,
    request_bytes: call.requestBytes ?? null,
    response_bytes: call.responseBytes ?? null,
    headers: toLines(call),
    request_type: call.requestType ?? null,
    request_body: call.requestBody ?? null,
    response_type: call.responseType ?? null,
    response_body: call.responseBody ?? null,
  }
}

/** Reads a row back; an end that `caller_seen` or `callee_seen` denies comes without its name. */
export function toCall(row: AnsweredRow): ReportedCall {
  const text = (column: CallColumn) => optional(row[column], String)
  const number = (column: CallColumn) => optional(row[column], Number)
  const hex = (column: CallColumn, digits: number) =>
    optional(row[column], (value) => BigInt(String(value)).toString(16).padStart(digits, '0'))
  const trace = hex('trace', 32) ?? ''
  const span = hex('span', 16) ?? ''
  const attempt = number('attempt') ?? 0
  return {
    id: callId(trace, span, attempt),
    mesh: text('mesh') ?? '',
    at: instantOfMicros(number('at_us') ?? 0),
    durationMs: (number('duration_us') ?? 0) / 1000,
    serverMs: optional(row['server_us'], (value) => Number(value) / 1000),
    trace,
    span,
    attempt,
    serverSpan: hex('server_span', 16),
    parent: hex('parent_span', 16),
    caller: endOf(row, 'caller'),
    callee: endOf(row, 'callee') ?? { service: '' },
    tenant: partyOf(text('tenant'), text('tenant_name')),
    user: partyOf(text('person'), text('person_name')),
    client: text('client'),
    clientAddress: text('client_address'),
    requestId: text('request_id'),
    tokenFingerprint: text('fingerprint'),
    protocol: text('protocol') ?? '',
    method: text('method') ?? '',
    url: text('url') ?? '',
    route: text('route'),
    status: number('status'),
    outcome: Outcome.parse(row['outcome']),
    error: text('error'),
    requestBytes: number('request_bytes'),
    responseBytes: number('response_bytes'),
    ...fromLines(text('headers') ?? ''),
    halves: number('halves') === 3 ? 'both' : number('halves') === 1 ? 'client' : 'server',
    requestType: text('request_type'),
    requestBody: text('request_body'),
    responseType: text('response_type'),
    responseBody: text('response_body'),
  }
}

function optional<Value>(
  value: AnsweredRow[string],
  read: (value: string | number | boolean) => Value,
): Value | undefined {
  return value === null || value === undefined ? undefined : read(value)
}

function endOf(row: AnsweredRow, end: 'caller' | 'callee'): CallEnd | undefined {
  const service = row[end]
  if (service === null || service === undefined) return undefined
  if (row[`${end}_seen`] === false) return { service: '', hidden: true }
  const known = (column: string) => optional(row[column], String)
  return {
    service: String(service),
    namespace: known(`${end}_ns`),
    version: known(`${end}_version`),
    instance: known(`${end}_instance`),
  }
}

const partyOf = (id: string | undefined, name: string | undefined): Party | undefined =>
  id === undefined ? undefined : { id, name }

/** A line for each header: `name:value`, or its name alone where the call was looked at and did not carry it. */
function toLines({ headers, withoutHeaders = [] }: Pick<ReportedCall, 'headers' | 'withoutHeaders'>): string {
  const carried = Object.entries(headers).map(([name, value]) => `${name}:${value.replaceAll('\n', ' ')}`)
  const lines = [...carried, ...withoutHeaders.filter((name) => headers[name] === undefined)]
  return lines.length === 0 ? '' : `\n${lines.toSorted().join('\n')}\n`
}

function fromLines(text: string): Pick<ReportedCall, 'headers' | 'withoutHeaders'> {
  const headers: Record<string, string> = {}
  const withoutHeaders: string[] = []
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon)] = line.slice(colon + 1)
    else if (line !== '') withoutHeaders.push(line)
  }
  return withoutHeaders.length === 0 ? { headers } : { headers, withoutHeaders }
}
