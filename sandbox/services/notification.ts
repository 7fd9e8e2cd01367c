import type { Endpoint } from './application.ts'

/** Sends mail and short messages. */
export const notification: Endpoint[] = [
  {
    method: 'POST',
    path: '/v1/messages',
    async serve({ work, random, body }) {
      await work(8, 0.6)
      return { status: 202, body: { message: random.hex(10), template: body['template'] } }
    },
  },
]
