import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { administrator, startConsoleProcess } from '../bff/test-support/console-process.ts'

/**
 * Claim: from an edit to its enforcement, the console adds at most as much time as the bare write to Kie needs by itself.
 * Enforcement is the moment at which the last sidecar that reads the rule holds it; sidecars are in watch mode, the demo cloud is
 * whole and silent. The way through the console has everything in it: session, check, draft, record before the write, re-read.
 */
const most = 1
const rounds = 25
const warmUp = 10
const restMs = 500

const sandbox = await startSandboxProcess()
const folder = mkdtempSync(join(tmpdir(), 'meshdeck-bench-'))
const meshdeck = await startConsoleProcess(folder, [
  {
    name: 'cloud',
    kind: 'servicecomb',
    registry: { address: sandbox.serviceCenterUrl },
    policies: { address: sandbox.kieUrl },
    refresh: { mode: 'watch', seconds: 30 },
  },
])
const session = await send('POST', `${meshdeck.url}/api/session`, administrator)
const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const readers = await adminAddresses()

/** The demo cloud in a process of its own, as `npm start` runs it. */
async function startSandboxProcess() {
  const child = spawn(process.execPath, ['sandbox/main.ts', '--rate', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const urls = JSON.parse(line) as { serviceCenterUrl: string; kieUrl: string } // its first line says so
  return {
    ...urls,
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Where the sidecars that read the rule tell what they hold. */
async function adminAddresses(): Promise<string[]> {
  const ask = async <Value>(path: string) => {
    const answer = await send('GET', `${meshdeck.url}/api/meshes/cloud/${path}`, undefined, { cookie })
    return ((await answer.json()) as { value: Value }).value // the endpoint's own answer
  }
  type Detail = { framework?: { name: string }; detail: { instances: { admin?: { host: string; port: number } }[] }[] }
  const services = await ask<{ name: string }[]>('services?namespace=cloud@production')
  const details = await Promise.all(
    services.map(({ name }) => ask<Detail>(`namespaces/cloud@production/services/${name}`)),
  )
  return details
    .filter(({ framework }) => framework?.name === 'Mesher')
    .flatMap(({ detail }) => detail.flatMap(({ instances }) => instances))
    .flatMap(({ admin }) => (admin ? [`http://${admin.host}:${admin.port}`] : []))
}

/** Resolves when the last reader holds a rule that gives 1.0.0 this weight; milliseconds since `begin`. */
async function enforced(weight: number, begin: number): Promise<number> {
  const waiting = new Set(readers)
  while (waiting.size > 0) {
    for (const sidecar of waiting) {
      const answer = await fetch(`${sidecar}/v1/mesher/routeRule/ocr`)
      if (!(await answer.text()).includes(`"weight":${weight}`)) break
      waiting.delete(sidecar)
    }
    await pause(4)
  }
  return performance.now() - begin
}

/** Throws what a server complains of. */
async function send(
  method: string,
  address: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const answer = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`)
  return answer
}

const kieKv = `${sandbox.kieUrl}/v1/default/kie/kv`
const documents = (await (
  await fetch(`${kieKv}?key=servicecomb.routeRule.ocr&label=environment:production`)
).json()) as {
  data: { id: string }[] // the sandbox's own documents
}
const document = documents.data[0]?.id ?? ''

async function bareWrite(weight: number): Promise<number> {
  const value = `- precedence: 1\n  route:\n    - {weight: ${weight}, tags: {version: 1.0.0}}\n    - {weight: ${100 - weight}, tags: {version: 1.0.1}}\n`
  const begin = performance.now()
  const [took] = await Promise.all([
    enforced(weight, begin),
    send('PUT', `${kieKv}/${document}`, { value, status: 'enabled' }),
  ])
  return took
}

const policy = '/api/meshes/cloud/namespaces/cloud@production/services/ocr/route-rules/app'

/** Has the console notice the bare write, as it does by itself when it looks again: that is no part of the next edit's way. */
const noticed = () => send('GET', `${meshdeck.url}${policy}/revisions`, undefined, { cookie })

async function throughTheConsole(weight: number): Promise<number> {
  // What the editor shows before the person presses the button.
  const shown = await send('GET', meshdeck.url + policy, undefined, { cookie })
  const { policy: now } = (await shown.json()) as { policy: { base: string } } // the endpoint's own answer
  const ref = { mesh: 'cloud', namespace: 'cloud@production', service: 'ocr', kind: 'route-rules', name: 'app' }
  const destinations = [
    { labels: { version: '1.0.0' }, weight },
    { labels: { version: '1.0.1' }, weight: 100 - weight },
  ]
  const spec = { routes: [{ name: '', match: { any: [] }, destinations }] }
  const wish = { title: 'Bench', edits: [{ ref, spec, enabled: true, base: now.base }] }
  const begin = performance.now()
  const [took] = await Promise.all([
    enforced(weight, begin),
    send('POST', `${meshdeck.url}/api/changes`, wish, { cookie }),
  ])
  return took
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const measured = { bare: new Array<number>(), ours: new Array<number>() }
for (let round = 0; round < rounds + warmUp; round += 1) {
  // The console proves what it wrote before; a person presses the button later than that. Both writes meet servers that rested as long.
  await pause(restMs)
  const bare = await bareWrite(2 + round)
  await noticed()
  await pause(restMs)
  const ours = await throughTheConsole(52 + (round % 40))
  if (round < warmUp) continue
  measured.bare.push(bare)
  measured.ours.push(ours)
}
await meshdeck.stop()
await sandbox.close()
rmSync(folder, { recursive: true, force: true })

const [bare, ours] = [median(measured.bare), median(measured.ours)]
const ratio = (ours - bare) / bare
console.log(`bare write to enforcement        ${bare.toFixed(1)} ms, ${readers.length} sidecars`)
console.log(`through the console              ${ours.toFixed(1)} ms`)
console.log(`added, as a part of the bare     ${ratio.toFixed(2)} (at most ${most}), medians of ${rounds}`)
process.exitCode = ratio <= most ? 0 : 1
