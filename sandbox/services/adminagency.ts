import type { Endpoint } from './application.ts'

/** Who may act for whom. */
export const adminagency: Endpoint[] = [
  {
    method: 'GET',
    path: '/v1/agencies/:id',
    async serve({ work, ask, random, params }) {
      await ask('iam', 'GET', '/v3/auth/tokens')
      await work(6)
      if (random.chance(0.2)) await ask('vpc', 'GET', `/v1/${params['id']}/vpcs/0d77a2`)
      return { status: 200, body: { agency: { id: params['id'], trusts: ['op_svc_ncr', 'op_svc_vpc'] } } }
    },
  },
]
