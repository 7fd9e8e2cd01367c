import { createHmac } from 'node:crypto'

/** What a signature covers. `timestamp`: seconds since 1970, of this try. */
export interface Signed {
  readonly id: string
  readonly timestamp: number
  readonly body: string
}

/** The headers by which a receiver knows who sent it and when: https://github.com/standard-webhooks/standard-webhooks */
export const signingHeaders = (secrets: readonly Buffer[], { id, timestamp, body }: Signed) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`).join(' '),
})

const hmac = (secret: Buffer, content: string): string => createHmac('sha256', secret).update(content).digest('base64')
