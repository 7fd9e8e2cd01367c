import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebhookEvent, webhookEventTypes } from '#shared/features/webhooks/event.ts'
import type { DeclaredWebhook } from '../features/webhooks/webhook.ts'

/** A request as it came in. */
export interface Received {
  id: string
  body: string
  event: WebhookEvent
  headers: IncomingMessage['headers']
  /** Whether the receiver answered that it took it. */
  taken: boolean
}

type Answer = (request: Received, response: ServerResponse) => void

export const takes: Answer = (_, response) => void response.writeHead(204).end()
export const answers =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

/** Somebody outside who listens on loopback, takes everything unless told otherwise, and remembers what came. */
export async function webhookReceiver(name = 'pager') {
  const received = new Array<Received>()
  const secret = randomBytes(32)
  let answer = takes
  const state = { atOnce: 0, mostAtOnce: 0 }
  const server = createServer((request, response) => {
    state.mostAtOnce = Math.max(state.mostAtOnce, (state.atOnce += 1))
    response.on('close', () => (state.atOnce -= 1))
    void bodyOf(request).then((body) => {
      const event = WebhookEvent.parse(JSON.parse(body))
      const one = { id: String(request.headers['webhook-id']), body, event, headers: request.headers, taken: false }
      received.push(one)
      answer(one, response)
      one.taken = response.statusCode < 300
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  const url = new URL(`http://127.0.0.1:${port}/hook?key=hidden`)
  const webhook: DeclaredWebhook = { name, url, secrets: [secret], events: webhookEventTypes }
  return {
    webhook,
    secret,
    received,
    /** How many requests were open at the same time at most. */
    mostAtOnce: () => state.mostAtOnce,
    /** Changes how it answers from now on. */
    answerWith(next: Answer) {
      answer = next
    },
    /** What it took, in the order in which it did. */
    taken: () => received.filter((one) => one.taken).map(({ event }) => event),
    /** What it took of one type. */
    takenOf: <Type extends WebhookEvent['type']>(type: Type) =>
      received.flatMap((one) =>
        one.taken && one.event.type === type ? [one.event as Extract<WebhookEvent, { type: Type }>] : [],
      ), // just asked
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts = new Array<Buffer>()
  for await (const part of request) parts.push(part as Buffer) // no encoding was set
  return Buffer.concat(parts).toString()
}

/** Whether a signature is what the specification says, worked out from its text alone: one of those that are given must fit. */
export function isSignedBy(secret: Buffer, { headers, body }: Pick<Received, 'headers' | 'body'>): boolean {
  const content = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  const mac = createHmac('sha256', secret).update(Buffer.from(content, 'utf8')).digest().toString('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${mac}`)
}
