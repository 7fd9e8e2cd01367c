import { missing } from '#shared/access/refusal.ts'
import type { Actor } from '../../http/actor.ts'
import { demand } from '../../http/actor.ts'
import { Problem } from '#shared/contract/problem.ts'
import { lengthOf, type Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import type { CallDetail, RecordedBody } from '#shared/features/calls/model.ts'
import type { Visibility } from '#shared/access/visibility.ts'
import { type CallPage, type CallRecords, type StoredCall, dropped } from '../../ports/call-records.ts'
import { jsonIn, maskBody, maskUrl } from './masking.ts'

const bodyLimit = 4096

/** A page of records with personal parameters of their URLs masked. */
export async function searchCalls(
  calls: CallRecords,
  filter: CallFilter,
  window: Window,
  page: { cursor?: string | undefined; limit: number },
  visibility: Visibility,
  signal: AbortSignal,
): Promise<CallPage & { window: Window }> {
  const found = await calls.search(filter, window, page, visibility, signal)
  return { ...found, items: found.items.map((call) => ({ ...call, url: maskUrl(call.url) })), window }
}

interface Reader {
  actor: Actor
  visibility: Visibility
  signal: AbortSignal
}

/**
 * One call. Its bodies are there where `calls:read-bodies` shows the call; personal values in them are masked
 * unless the reader asks to lift the masks, which needs `calls:unmask` for the call.
 */
export async function readCall(
  calls: CallRecords,
  { mesh, id }: { mesh: string; id: string },
  unmask: boolean,
  { actor, visibility, signal }: Reader,
): Promise<CallDetail> {
  if (unmask) demand(actor, 'calls:unmask', { mesh })
  const call = await calls.find(id, visibility, signal)
  if (!call) throw new Problem('not-found', { params: { noun: 'call', id }, field: 'id' })
  const holds = async (permission: 'calls:read-bodies' | 'calls:unmask') =>
    (await calls.find(id, actor.visibility(permission, mesh), signal)) !== undefined
  const [bodies, open] = await Promise.all([holds('calls:read-bodies'), unmask && holds('calls:unmask')])
  if (unmask && !open)
    throw new Problem('not-permitted', { params: { ...missing('calls:unmask'), place: `${mesh}/${id}` } })
  return detailOf(call, { bodies, masks: !open })
}

function detailOf(stored: StoredCall, shown: { bodies: boolean; masks: boolean }): CallDetail {
  const { requestType, requestBody, responseType, responseBody, serverSpan: _, ...call } = stored
  const request = recordedBody({ type: requestType, bytes: call.requestBytes, text: requestBody }, shown)
  const response = recordedBody({ type: responseType, bytes: call.responseBytes, text: responseBody }, shown)
  return {
    ...call,
    url: shown.masks ? maskUrl(call.url) : call.url,
    ...(request ? { request } : {}),
    ...(response ? { response } : {}),
  }
}

type Body = { type: string | undefined; bytes: number | undefined; text: string | undefined }

/** Undefined where neither type, size nor text was recorded. */
function recordedBody(
  { type, bytes, text }: Body,
  shown: { bodies: boolean; masks: boolean },
): RecordedBody | undefined {
  if (type === undefined && bytes === undefined && text === undefined) return undefined
  const cut = text !== undefined && isCut(text, bytes)
  const known = { ...(type === undefined ? {} : { type }), ...(bytes === undefined ? {} : { bytes }), cut }
  if (text === undefined || !shown.bodies) return { ...known, masked: [] }
  const masked = shown.masks ? maskBody(text) : { text, masked: [] }
  return { ...known, ...masked }
}

/**
 * Whether the reporter or the collector cut a body off. One that is shorter than on the wire may also be whole: JSON loses its white
 * space, and dropped secrets are shorter than they were.
 */
function isCut(text: string, bytes: number | undefined): boolean {
  const kept = new TextEncoder().encode(text).length
  const isFull = kept > bodyLimit - 4
  if (bytes === undefined) return isFull
  if (bytes <= kept) return false
  if (/^\s*[[{]/.test(text)) return jsonIn(text) === undefined
  return isFull || !text.includes(dropped)
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
const mostBars = 90

/** Seconds of one bar, so that a window has about 90 and none more. */
export function stepFor(window: Window): number {
  const least = lengthOf(window) / mostBars
  return steps.find((step) => step >= least) ?? Math.ceil(least / 86_400) * 86_400
}
