import type { Endpoint } from './application.ts'

/** The proxy in front of the models: passes on, and writes down what was used. */
export const predict: Endpoint[] = [
  {
    method: 'POST',
    path: '/v1/ocr/:kind',
    async serve({ work, ask, random, path, body, self }) {
      await work(2.5)
      const answer = await ask('ocr', 'POST', path, body)
      // Only production is billed.
      if (self.environment === 'production' && answer.status < 300 && random.chance(0.5)) {
        await ask('billing', 'POST', '/v1/usage/records', { resource: 'ocr-page', units: random.between(1, 4) })
      }
      return answer
    },
  },
]
