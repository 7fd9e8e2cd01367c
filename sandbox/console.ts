/** How the sandbox's people reach a console that was just set up. */
export interface ConsoleAccess {
  /** Base URL of the console. */
  url: string
  administrator: string
  password: string
}

type Binding = { role: string; label?: { key: string; value: string } }

/** The sandbox's people and what they may do. All share one password, which `npm start` prints. */
export const people: { name: string; does: string; bindings: Binding[] }[] = [
  { name: 'operator', does: 'changes traffic', bindings: [{ role: 'operator' }] },
  {
    name: 'operator-ai',
    does: 'changes traffic of services with area: ai, sees nothing else',
    bindings: [{ role: 'operator', label: { key: 'area', value: 'ai' } }],
  },
  { name: 'approver', does: 'judges changes', bindings: [{ role: 'approver' }] },
  { name: 'approver-2', does: 'judges changes', bindings: [{ role: 'approver' }] },
  { name: 'auditor', does: 'reads calls with their bodies', bindings: [{ role: 'auditor' }] },
  { name: 'gateway-admin', does: 'runs the gateway', bindings: [{ role: 'gateway-administrator' }] },
]

const environments = [
  { name: 'testing', order: 1, meshes: '*', namespaces: '*@testing', approvals: 0 },
  { name: 'production', order: 2, meshes: '*', namespaces: '*@production', approvals: 0 },
]

/** Makes the people and environments of the sandbox through the console's own API; those that are there stay as they are. */
export async function seedConsole(access: ConsoleAccess): Promise<void> {
  const cookie = await signIn(access)
  for (const { name, bindings } of people)
    await create(access, cookie, '/api/users', { name, password: access.password, bindings })
  for (const environment of environments) await create(access, cookie, '/api/environments', environment)
}

async function signIn({ url, administrator, password }: ConsoleAccess): Promise<string> {
  const answer = await post(`${url}/api/session`, { name: administrator, password })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || !cookie)
    throw new Error(`the console does not let ${administrator} in: ${answer.status} ${await answer.text()}`)
  return cookie
}

async function create({ url }: ConsoleAccess, cookie: string, path: string, body: unknown): Promise<void> {
  const answer = await post(url + path, body, { cookie })
  if (answer.ok) return
  const problem = await answer.text()
  if (answer.status !== 409) throw new Error(`POST ${path} answered ${answer.status}: ${problem}`)
}

const post = (address: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
