import { createHmac } from 'node:crypto'
import { dropped } from '../ports/call-records.ts'

/** Names of headers, parameters and fields whose values are never kept, whatever letters and signs they are written with. */
const secretName =
  /^(?:(?:proxy-?|x-?)?authorization|(?:set-?)?cookie2?|.*(?:token|password|passwd|passphrase|secret|credentials?|(?:private|api|secret|access)[-_]?key|session[-_]?id)|pwd)$/i

/** Whether a value under this name is dropped at ingest. */
export const isSecret = (name: string): boolean => secretName.test(name)

/**
 * Tells whether two calls carried the same token without keeping it: HMAC-SHA256 under the site's key, 64 bits of it in hex.
 * The word `Bearer` before a token does not make it another one.
 */
export const fingerprintOf = (secret: string, siteKey: Uint8Array): string =>
  createHmac('sha256', siteKey)
    .update(secret.replace(/^bearer\s+/i, ''))
    .digest('hex')
    .slice(0, 16)

/** A body without the values of its secret fields: JSON, whole or cut off, or a form. */
export function withoutSecrets(body: string): string {
  const whole = /^\s*[[{]/.test(body) ? parsed(body) : undefined
  if (whole !== undefined) return JSON.stringify(whole.value)
  return withoutSecretParameters(withoutQuotedSecrets(body))
}

/** A query or a form without the values of its secret parameters. */
export const withoutSecretParameters = (text: string): string =>
  text.replaceAll(/(^|[?&;\s])([\w.[\]-]{1,64})=([^&;\s]*)/g, (pair: string, before: string, name: string) =>
    isSecret(name) ? `${before}${name}=${dropped}` : pair,
  )

/** JSON that a reporter cut off cannot be parsed: what follows a secret name is dropped as far as a value can go. */
const withoutQuotedSecrets = (text: string): string =>
  text.replaceAll(
    /"([^"\\]{1,64})"(\s*:\s*)("(?:[^"\\]|\\.)*(?:"|\\?$)|[[{][^\]}]*[\]}]?|[^,\]}\s]+)/g,
    (pair: string, name: string, colon: string) => (isSecret(name) ? `"${name}"${colon}"${dropped}"` : pair),
  )

function parsed(body: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(body, (name, value: unknown) => (isSecret(name) && value !== null ? dropped : value)) }
  } catch {
    return undefined
  }
}
