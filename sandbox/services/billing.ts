import type { Endpoint } from './application.ts'

/** Writes usage down and tells the tenant when a budget is near its end. */
export const billing: Endpoint[] = [
  {
    method: 'POST',
    path: '/v1/usage/records',
    async serve({ work, ask, random, body, conditions }) {
      await work(3)
      if (conditions.billing === 'failing' && random.chance(0.6))
        return { status: 503, body: { code: 'BILLING.0503', message: 'the ledger does not answer' } }
      if (random.chance(0.004))
        return { status: 429, body: { code: 'BILLING.0429', message: 'too many records at once' } }
      if (random.chance(0.06)) await ask('notification', 'POST', '/v1/messages', { template: 'budget', channel: 'sms' })
      return { status: 201, body: { record: random.hex(12), resource: body['resource'] } }
    },
  },
]
