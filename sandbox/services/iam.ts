import type { Endpoint } from './application.ts'

/** Identity: gives tokens, checks them, knows users. */
export const iam: Endpoint[] = [
  {
    method: 'POST',
    path: '/v3/auth/tokens',
    async serve({ work, random, ask, self }) {
      await work(9, 0.5)
      if (random.chance(0.02))
        return { status: 401, body: { code: 'IAM.0401', message: 'wrong user name or password' } }
      // A sign-in from a new place is announced to the user.
      if (self.environment === 'production' && random.chance(0.0005))
        await ask('notification', 'POST', '/v1/messages', newSignIn)
      return { status: 201, body: { token: { value: `gAAA${random.hex(40)}`, expiresInSeconds: 86_400 } } }
    },
  },
  {
    method: 'GET',
    path: '/v3/auth/tokens',
    async serve({ work, random }) {
      await work(2)
      return random.chance(0.001)
        ? { status: 500, body: { code: 'IAM.0500', message: 'token store does not answer' } }
        : { status: 200, body: { valid: true, roles: ['reader', 'operator'] } }
    },
  },
  {
    method: 'GET',
    path: '/v3/users/:id',
    async serve({ work, params }) {
      await work(4)
      return { status: 200, body: { user: { id: params['id'], enabled: true, email: `${params['id']}@example.com` } } }
    },
  },
]

const newSignIn = { template: 'new-sign-in', channel: 'mail' }
