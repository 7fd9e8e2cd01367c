import { epochMs } from '#shared/contract/instant.ts'
import type { TryResult } from '#shared/features/webhooks/model.ts'
import { signingHeaders } from './sign.ts'
import type { DeclaredWebhook } from './webhook.ts'

/** What one try came to. */
export interface Outcome {
  readonly result: TryResult
  readonly status?: number | undefined
  /** The receiver's own words, or the network's, where it was not taken; without what may be secret in the address. */
  readonly source?: string | undefined
  /** Milliseconds for which the receiver asked for patience. */
  readonly waitMs?: number | undefined
}

/** Milliseconds that a receiver has for the whole of its answer. */
const deadlineMs = 10_000
/** Bytes of a refusal that are read, and characters of it that are kept. */
const mostRead = 4096
const mostKept = 300

/**
 * Posts one delivery, signed for this moment. The status alone says whether it was taken; what else is answered is not waited for, and no
 * redirect is followed: what is told is meant for the configured address. Throws only where `signal` fires.
 */
export async function send(
  { url, secrets }: DeclaredWebhook,
  { id, body }: { id: string; body: string },
  agent: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(deadlineMs)
  const timestamp = Math.floor(Date.now() / 1000)
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': agent,
        ...signingHeaders(secrets, { id, timestamp, body }),
      },
      signal: AbortSignal.any([signal, deadline]),
    })
    return await outcomeOf(response, url)
  } catch (cause) {
    signal.throwIfAborted()
    return deadline.aborted ? { result: 'late' } : { result: 'silent', source: kept(reasonOf(cause), url) }
  }
}

async function outcomeOf(response: Response, url: URL): Promise<Outcome> {
  const { status } = response
  if (response.ok || isRedirect(status)) {
    // Who answers without end gets no more of our time; the status has come.
    await response.body?.cancel().catch(() => undefined)
    if (response.ok) return { result: 'taken', status }
    return { result: 'redirected', status, source: whereTo(response.headers.get('location'), url) }
  }
  const source = kept(await beginningOf(response), url)
  if (status === 410) return { result: 'gone', status, source }
  return { result: 'refused', status, source, waitMs: patienceOf(response.headers.get('retry-after')) }
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** The first words of a refusal; whatever breaks them off, its status has come. */
async function beginningOf({ body }: Response): Promise<string> {
  const parts = new Array<Uint8Array>()
  let read = 0
  try {
    for await (const part of body ?? []) {
      parts.push(part)
      read += part.length
      if (read >= mostRead) break
    }
  } catch {
    // The deadline, or the receiver hung up.
  }
  return Buffer.concat(parts)
    .toString()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

/** Where a redirect points, without what follows the host: it mostly repeats the address that was asked. */
function whereTo(location: string | null, url: URL): string | undefined {
  const target = location === null ? null : URL.parse(location, url.href)
  return target ? kept(target.origin, url) : undefined
}

/** Shortest part of an address, in characters, that may be a key by itself. */
const shortestKey = 8

/**
 * The part of others' words that is kept. What follows the host in a webhook's address may be a secret, and a refusal likes to repeat it:
 * that is blanked, whole or in parts, as it was sent and as it reads decoded.
 */
function kept(words: string | undefined, { pathname, search, searchParams }: URL): string | undefined {
  const parts = [...pathname.split('/'), ...search.split(/[?&=]/), ...searchParams.values()]
  const secrets = [pathname, search, ...parts.filter((part) => part.length >= shortestKey)]
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length > 1)
    .toSorted((one, other) => other.length - one.length)
  const text = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), words ?? '')
  return text === '' ? undefined : text.slice(0, mostKept)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** `Retry-After`: seconds, or a date. */
function patienceOf(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : epochMs(header) - Date.now()
  return ms > 0 ? ms : undefined
}

/** Why nothing was reached, in the network's words: `fetch` itself only says that it failed. */
function reasonOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { cause: inner } = cause
  return inner instanceof Error ? inner.message || inner.name : cause.message
}
