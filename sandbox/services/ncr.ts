import type { Answer, Endpoint, Handling } from './application.ts'

/** The image registry. */
export const ncr: Endpoint[] = [
  { method: 'GET', path: '/v2/manage/namespaces/:namespace/repos', serve: (handling) => list(handling, 'repos') },
  {
    method: 'GET',
    path: '/v2/manage/namespaces/:namespace/repos/:repository/tags',
    serve: (handling) => list(handling, 'tags'),
  },
]

async function list({ work, ask, random, params }: Handling, what: string): Promise<Answer> {
  await ask('iam', 'GET', '/v3/auth/tokens')
  await work(11, 0.5)
  if (random.chance(0.015)) {
    return { status: 403, body: { code: 'NCR.0403', message: `no access to namespace ${params['namespace']}` } }
  }
  if (random.chance(0.002)) return { status: 500, body: { code: 'NCR.0500', message: 'storage does not answer' } }
  return { status: 200, body: { [what]: Array.from({ length: 3 }, () => `${what}-${random.hex(4)}`) } }
}
