import { randomBytes } from 'node:crypto'
import { isScenario, scenarios } from '../scenario.ts'
import type { Call, Reply } from '../sidecar/http-call.ts'
import { json, listen, text } from '../sidecar/listener.ts'
import type { Controlled } from './controlled.ts'
import { html } from './page.ts'

export interface ControlPage {
  url: string
  close(): Promise<void>
}

/** Serves the page and its JSON API on loopback. */
export async function startControlPage(sandbox: Controlled, port: number): Promise<ControlPage> {
  const listener = await listen(port, (call) => answer(sandbox, call))
  return { url: `http://127.0.0.1:${listener.port}`, close: () => listener.close() }
}

async function answer(sandbox: Controlled, call: Call): Promise<Reply> {
  // Other sites may neither write (their browser cannot send JSON unasked) nor rebind a name to this address.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(call.headers['host'] ?? '')) return text(403, 'Only from this machine.')
  const [path = ''] = call.path.split('?')
  const route = `${call.method} ${path.replace(/^(\/api\/(?:servers|processes)\/)[^/]+/, '$1:name')}`
  const name = decodeURIComponent(path.split('/')[3] ?? '')
  switch (route) {
    case 'GET /':
      return page()
    case 'GET /api/state':
      return json(200, state(sandbox))
    case 'PUT /api/rate':
    case 'PUT /api/scenario':
    case 'PUT /api/servers/:name':
    case 'POST /api/processes/:name/restart':
      if (!call.headers['content-type']?.startsWith('application/json')) return text(415, 'Send application/json.')
      return (await change(sandbox, route, name, bodyOf(call))) ?? json(200, state(sandbox))
    default:
      return text(404, `Nothing at ${call.method} ${path}.`)
  }
}

/** Undefined when it was done, the reason otherwise. */
async function change(sandbox: Controlled, route: string, name: string, body: unknown): Promise<Reply | undefined> {
  const field = (key: string): unknown =>
    typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined
  if (route === 'PUT /api/rate') {
    const rate = field('callsPerSecond')
    if (typeof rate !== 'number' || !(rate >= 0 && rate <= 2000))
      return text(400, 'callsPerSecond is a number from 0 to 2000.')
    sandbox.setRate(rate)
    return undefined
  }
  if (route === 'PUT /api/scenario') {
    const scenario = field('name')
    if (!isScenario(scenario)) return text(400, `name is one of: ${Object.keys(scenarios).join(', ')}.`)
    await sandbox.setScenario(scenario)
    return undefined
  }
  if (route === 'PUT /api/servers/:name') {
    const running = field('running')
    if (name !== 'service-center' && name !== 'kie') return text(404, 'The servers are service-center and kie.')
    if (typeof running !== 'boolean') return text(400, 'running is true or false.')
    await sandbox.setRunning(name, running)
    return undefined
  }
  const process = sandbox.processes().find((each) => each.name === name)
  if (!process) return text(404, `No process is called ${name}.`)
  await process.restart()
  return undefined
}

function state(sandbox: Controlled) {
  return {
    scenario: sandbox.scenario(),
    scenarios,
    rate: sandbox.rate(),
    counts: sandbox.counts(),
    servers: {
      'service-center': { url: sandbox.serviceCenterUrl, running: sandbox.running('service-center') },
      kie: { url: sandbox.kieUrl, running: sandbox.running('kie') },
    },
    processes: sandbox.processes().map((process) => ({
      name: process.name,
      instances: process.sidecars().map((sidecar) => ({
        service: sidecar.identity.service,
        version: sidecar.identity.version,
        ports: sidecar.ports,
        ended: sidecar.ended() ?? null,
      })),
    })),
  }
}

function page(): Reply {
  const nonce = randomBytes(16).toString('base64')
  const policy = `default-src 'none'; connect-src 'self'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  const reply = text(200, html(nonce), 'text/html; charset=utf-8')
  return { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } }
}

function bodyOf(call: Call): unknown {
  try {
    return JSON.parse(call.body)
  } catch {
    return undefined
  }
}
