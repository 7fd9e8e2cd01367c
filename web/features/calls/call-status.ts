import { type CallRecord, isFailed } from '#shared/features/calls/model.ts'
import type { Status } from '../../ui/StatusGlyph.tsx'

/** How loud a call is: failures first, refusals by a rule apart from them, 4xx, and what is well stays quiet. */
export function callStatus(record: Pick<CallRecord, 'outcome' | 'status'>): Status {
  if (isFailed(record)) return 'failing'
  if (record.outcome !== 'ok') return 'paused'
  return record.status !== undefined && record.status >= 400 ? 'degraded' : 'ok'
}

// RFC 9110, section 15, and RFC 6585: what a status is called on the wire, in every language.
const names: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** A status with its name: `404 Not Found`. */
export const statusLine = (status: number): string => (names[status] ? `${status} ${names[status]}` : String(status))
