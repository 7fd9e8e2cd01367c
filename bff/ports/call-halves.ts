import type { ReportedCall, StoredCall } from './call-records.ts'

/** The name of a record in its mesh: trace, span, and the attempt where it was not the first. */
export const callId = (trace: string, span: string, attempt: number): string =>
  attempt > 0 ? `${trace}-${span}-${attempt}` : `${trace}-${span}`

/** Whether two reports can be the two halves of one call, as far as both name the ends. Names count whatever their case. */
export const namesAgree = (client: ReportedCall, server: ReportedCall): boolean =>
  agree(client.callee.service, server.callee.service) && agree(client.caller?.service, server.caller?.service)

const agree = (one: string | undefined, other: string | undefined): boolean =>
  !one || !other || one.toLowerCase() === other.toLowerCase()

/**
 * Makes one record of the two halves of a call: when it began, how long it took and how it ended as the caller saw it,
 * everything else as the callee told it (telemetry reference, section h). A caller that gave up on a call that the callee
 * answered well saw a failed call.
 */
export function joinHalves(client: ReportedCall, server: ReportedCall): StoredCall {
  const trace = client.trace.startsWith('0000000000000000') ? server.trace : client.trace
  const callerFailed = client.outcome !== 'ok'
  const { parent: _, ...callee } = server
  return {
    ...callee,
    ...presentOf(client, fieldsOfCaller),
    trace,
    id: callId(trace, client.span, client.attempt),
    url: server.url || client.url,
    serverMs: server.durationMs,
    serverSpan: server.span === client.span ? undefined : server.span,
    caller: client.caller ?? server.caller,
    callee: { ...client.callee, ...presentOf(server.callee, ['namespace', 'service', 'version', 'instance']) },
    outcome: callerFailed ? client.outcome : server.outcome,
    status: callerFailed ? client.status : (client.status ?? server.status),
    error: client.error ?? server.error,
    ...presentOf(
      client,
      callerFillsIn.filter((field) => server[field] === undefined),
    ),
    // Only calls from outside are told apart by their kind of client.
    client: (client.caller ?? server.caller) ? undefined : (server.client ?? client.client),
    ...joinHeaders(client, server),
    halves: 'both',
  }
}

/** A header is absent where one of the two looked for it and none found it. */
function joinHeaders(client: ReportedCall, server: ReportedCall): Pick<StoredCall, 'headers' | 'withoutHeaders'> {
  const headers = { ...client.headers, ...server.headers }
  const looked = new Set([...(client.withoutHeaders ?? []), ...(server.withoutHeaders ?? [])])
  const without = [...looked].filter((name) => headers[name] === undefined)
  return { headers, withoutHeaders: without.length > 0 ? without : undefined }
}

const fieldsOfCaller = ['at', 'durationMs', 'span', 'attempt', 'method'] as const

const callerFillsIn = [
  'tenant',
  'user',
  'clientAddress',
  'requestId',
  'tokenFingerprint',
  'route',
  'requestBytes',
  'responseBytes',
  'requestType',
  'requestBody',
  'responseType',
  'responseBody',
] as const

function presentOf<Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  keys: readonly Key[],
): Partial<Pick<Whole, Key>> {
  const present: Partial<Pick<Whole, Key>> = {}
  for (const key of keys) if (whole[key] !== undefined) present[key] = whole[key]
  return present
}
