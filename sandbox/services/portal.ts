import type { Endpoint, Handling } from './application.ts'

/** The edge of the cloud: knows which service answers which address, and looks at a token again now and then. */
export const portal: Endpoint[] = [
  { method: 'POST', path: '/v3/auth/tokens', serve: passTo('iam', 'open') },
  { method: 'GET', path: '/v3/users/:id', serve: passTo('iam', 'open') },
  { method: 'GET', path: '/v2/manage/namespaces/:namespace/repos', serve: passTo('ncr') },
  { method: 'GET', path: '/v2/manage/namespaces/:namespace/repos/:repository/tags', serve: passTo('ncr') },
  { method: 'GET', path: '/v1/:project/vpcs/:id', serve: passTo('vpc') },
  { method: 'PUT', path: '/v1/:project/vpcs/:id/tags', serve: passTo('vpc') },
  { method: 'GET', path: '/v1/:project/subnets/:id', serve: passTo('vpc') },
  { method: 'DELETE', path: '/v1/:project/subnets/:id', serve: passTo('vpc') },
  { method: 'GET', path: '/v1/agencies/:id', serve: passTo('adminagency') },
  { method: 'POST', path: '/v1/ocr/:kind', serve: passTo('predict') },
  {
    method: 'GET',
    path: '/v1/console/summary',
    async serve({ work, random }) {
      await work(3)
      return { status: 200, body: { alarms: random.between(0, 4), resources: random.between(20, 400) } }
    },
  },
]

function passTo(service: string, access: 'open' | 'signed-in' = 'signed-in'): Endpoint['serve'] {
  return async ({ ask, work, random, method, path, body }: Handling) => {
    await work(1.2)
    // Tokens are kept for a while; about every third call asks again.
    if (access === 'signed-in' && random.chance(0.3)) await ask('iam', 'GET', '/v3/auth/tokens')
    return ask(service, method, path, Object.keys(body).length > 0 ? body : undefined)
  }
}
