import type { Answer, Endpoint, Handling } from './application.ts'

/** Networks. Scripts of its users ask for what is long deleted: a steady share of 404. */
export const vpc: Endpoint[] = [
  { method: 'GET', path: '/v1/:project/vpcs/:id', serve: (handling) => serve(handling, 'vpc') },
  { method: 'GET', path: '/v1/:project/subnets/:id', serve: (handling) => serve(handling, 'subnet') },
  { method: 'DELETE', path: '/v1/:project/subnets/:id', serve: (handling) => serve(handling, 'subnet') },
  {
    method: 'PUT',
    path: '/v1/:project/vpcs/:id/tags',
    async serve(handling) {
      const answer = await serve(handling, 'vpc')
      if (answer.status === 200)
        await handling.ask('billing', 'POST', '/v1/usage/records', { resource: 'vpc-tag', units: 1 })
      return answer
    },
  },
]

async function serve({ work, ask, random, params, method }: Handling, noun: string): Promise<Answer> {
  if (random.chance(0.45)) await ask('iam', 'GET', '/v3/auth/tokens')
  await work(5, 0.4)
  const id = params['id'] ?? ''
  if (random.chance(0.114)) return { status: 404, body: { code: 'VPC.0404', message: `${noun} ${id} not found` } }
  if (method === 'DELETE') return { status: 200, body: { deleted: id } }
  return {
    status: 200,
    body: { [noun]: { id, project: params['project'], cidr: `10.${random.between(0, 99)}.0.0/16`, status: 'OK' } },
  }
}
