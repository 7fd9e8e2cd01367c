import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoleBinding } from '#shared/access/binding.ts'
import { permissionsOf, type Role, roleHas, roles } from '#shared/access/role.ts'
import { addressOf, type Endpoint } from '#shared/contract/endpoint.ts'
import { ProblemBody } from '#shared/contract/problem.ts'
import { everywhere, password, startConsole, type TestConsole } from '../test-support/console-with.ts'

let console: TestConsole
beforeAll(async () => {
  console = await startConsole()
})
afterAll(() => console.close())

/** A value that each parameter in a path takes. What it names does not exist: access is decided before that matters. */
const sample: Record<string, string> = {
  mesh: 'demo',
  namespace: 'shop@production',
  service: 'cart',
  kind: 'route-rules',
  name: 'app',
  id: 'CR-1',
  number: '1',
}

function addressTo(endpoint: Endpoint): string {
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const id = endpoint.path.startsWith('/freezes/') ? 'FZ-1' : sample['id']
  const params = Object.fromEntries(names.map((name) => [name, name === 'id' ? id : sample[name]]))
  return addressOf(endpoint, { params })
}

/**
 * Asks each without body and query, and says what came of it as far as access is concerned: whoever is let in meets their
 * absence, whoever is not learns nothing of it. A failure inside passes for neither.
 */
async function verdicts(endpoints: Endpoint[], cookie = ''): Promise<string[]> {
  const found = new Array<string>()
  for (const endpoint of endpoints) {
    const init = { method: endpoint.method, headers: { cookie } }
    const response = await fetch(console.url + addressTo(endpoint), init)
    found.push(`${nameOf(endpoint)}: ${await verdictOf(response)}`)
  }
  return found
}

async function verdictOf(response: Response): Promise<string> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  if (!isProblem) await response.body?.cancel()
  if (response.status === 401) return 'signed out'
  if (response.status >= 500) return `failed with ${response.status}`
  if (!isProblem || response.status !== 403) return 'let in'
  const { code, params } = ProblemBody.parse(await response.json())
  return code === 'not-permitted' ? `needs ${params['permission']}` : code
}

async function cookieFor(stem: string, bindings: RoleBinding[]): Promise<string> {
  const [name] = await console.accountsNamed(stem, 1, bindings)
  const response = await fetch(`${console.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`

test('every path has a sample for each of its parameters', () => {
  for (const endpoint of console.app.endpoints) expect(addressTo(endpoint)).not.toContain('undefined')
})

test('no two endpoints share method and path', () => {
  const names = console.app.endpoints.map(nameOf)
  expect(names).toEqual([...new Set(names)])
})

test('without a session only public endpoints answer', async () => {
  const guarded = console.app.endpoints.filter(({ permission }) => permission !== 'public')

  expect(await verdicts(guarded)).toEqual(guarded.map((endpoint) => `${nameOf(endpoint)}: signed out`))
})

test('only signing in is public', () => {
  const open = console.app.endpoints.filter((endpoint) => endpoint.permission === 'public')
  expect(open.map(nameOf)).toEqual(['POST /session'])
})

/** What the role says of an endpoint. A path that names a kind of policy may ask for that kind's own permission, too. */
function lawful(role: Role, { path, permission }: Endpoint): string[] {
  if (permission === 'public' || permission === 'signed-in') return ['let in']
  if (!roleHas(role, permission)) return [`needs ${permission}`]
  const ofKind = (['route-rules:read', 'route-rules:write'] as const).filter((one) => !roleHas(role, one))
  return path.includes('/:kind/') ? ['let in', ...ofKind.map((one) => `needs ${one}`)] : ['let in']
}

test.each(roles)('each endpoint lets in %s exactly where the role says so', async (role) => {
  const cookie = await cookieFor(role, [everywhere(role)])
  // Signing out comes last: nothing answers after it.
  const endpoints = console.app.endpoints.toSorted((one) => (nameOf(one) === 'DELETE /session' ? 1 : -1))

  const answers = await verdicts(endpoints, cookie)

  const lawfully = endpoints.flatMap((one) => lawful(role, one).map((verdict) => `${nameOf(one)}: ${verdict}`))
  expect(answers.filter((answer) => !lawfully.includes(answer))).toEqual([])
})

test('a role that is bound elsewhere opens nothing here', async () => {
  const elsewhere = roles.map((role) => ({ ...everywhere(role), mesh: 'elsewhere' }))
  const here = console.app.endpoints.filter(({ path }) => path.includes(':mesh'))

  const answers = await verdicts(here, await cookieFor('elsewhere', elsewhere))

  expect(answers).toEqual(here.map((endpoint) => `${nameOf(endpoint)}: needs ${endpoint.permission}`))
})

test('an administrator of one mesh is none of the console', async () => {
  const cookie = await cookieFor('local', [{ ...everywhere('administrator'), mesh: 'demo' }])
  const accounts = console.app.endpoints.filter(({ path }) => path.startsWith('/users'))

  const answers = await verdicts(accounts, cookie)

  expect(answers).toEqual(accounts.map((endpoint) => `${nameOf(endpoint)}: needs ${endpoint.permission}`))
})

test('administrators may do everything that exists', () => {
  for (const role of roles) {
    for (const permission of permissionsOf[role]) expect(roleHas('administrator', permission)).toBe(true)
  }
})
