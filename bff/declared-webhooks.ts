import { readFileSync } from 'node:fs'
import { webhookEventTypes } from '#shared/features/webhooks/event.ts'
import { type Config, ConfigError } from './config.ts'
import type { DeclaredWebhook } from './features/webhooks/webhook.ts'

/** The webhooks of the configuration with their secrets read. Throws `ConfigError` with one line for each that cannot be used. */
export function declaredWebhooks(declared: Config['webhooks']): DeclaredWebhook[] {
  const lines = new Array<string>()
  const webhooks = Object.entries(declared).flatMap(([name, declaration]) => {
    try {
      return [declaredWebhook(name, declaration)]
    } catch (error) {
      lines.push(`  webhooks.${name}.${(error as Error).message}`) // ours, or the file system's below
      return []
    }
  })
  if (lines.length > 0) throw new ConfigError(['The webhooks cannot be used:', ...lines].join('\n'))
  return webhooks
}

function declaredWebhook(
  name: string,
  { url, secret, secretFile, events = [...webhookEventTypes] }: Config['webhooks'][string],
): DeclaredWebhook {
  return { name, url: urlOf(url), secrets: secretsOf(secret ?? contentOf(secretFile ?? '')), events }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** What is told is nobody else's business: only this host may be told in the clear. */
function urlOf(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw new Error('url: This is no address.')
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
  if (!isSafe) throw new Error('url: It must begin with https://, or with http:// on this host itself.')
  if (url.username !== '' || url.password !== '')
    throw new Error('url: Name and password do not belong in it; the signature says who sends.')
  url.hash = ''
  return url
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`secretFile: It cannot be read: ${(cause as Error).message}`, { cause }) // fs throws Errors
  }
}

const fewestBytes = 24
const mostBytes = 64
const mostSecrets = 3

/** Secrets as Standard Webhooks writes them, parted by spaces or lines, the newest first. */
function secretsOf(text: string): Buffer[] {
  const secrets = text.split(/\s+/).filter((part) => part !== '')
  if (secrets.length === 0 || secrets.length > mostSecrets)
    throw new Error(`secret: One, or up to ${mostSecrets} while it is replaced.`)
  return secrets.map((secret) => {
    const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1]
    const bytes = Buffer.from(encoded ?? '', 'base64')
    if (bytes.length < fewestBytes || bytes.length > mostBytes)
      throw new Error(`secret: It must be whsec_ and ${fewestBytes} to ${mostBytes} bytes in base64.`)
    return bytes
  })
}
