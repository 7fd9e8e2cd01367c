import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { people, seedConsole } from '../sandbox/console.ts'
import { freePort } from './demo/ports.ts'
import { firstJson, Processes } from './demo/processes.ts'
import { demoConfiguration } from './demo/configuration.ts'

// The demo mesh and a console that is configured for it through the same file that a real site would write.
const { values: options } = parseArgs({
  options: {
    /** Free ports instead of the usual ones. */
    'free-ports': { type: 'boolean', default: false },
    /** One line of JSON instead of words. */
    json: { type: 'boolean', default: false },
    /** Restart the console when its sources change. */
    watch: { type: 'boolean', default: false },
    /** Folder of state and call records. */
    data: { type: 'string', default: 'data/demo' },
    /** Calls a second that clients begin. */
    rate: { type: 'string', default: '80' },
  },
})

// Known to everybody who reads this: the demo listens on loopback only and holds nothing real.
const password = 'meshdeck-demo'
const wished = (port: number) => freePort(options['free-ports'] ? undefined : port)
const processes = new Processes()

await start().catch(async (failure: Error) => {
  console.error(failure.message)
  await processes.stop()
  process.exit(1)
})

async function start(): Promise<void> {
  const [consolePort, collectorPort] = [await wished(8080), await wished(9411)]
  const collector = `http://127.0.0.1:${collectorPort}`

  const sandboxProcess = processes.start('the sandbox', [
    'sandbox/main.ts',
    `--service-center-port=${await wished(30_100)}`,
    `--kie-port=${await wished(30_110)}`,
    `--control-port=${await wished(30_190)}`,
    `--collector-url=${collector}/sandbox`,
    `--rate=${options.rate}`,
  ])
  const sandbox = await firstJson(sandboxProcess)

  const data = resolve(options.data)
  mkdirSync(data, { recursive: true })
  const configuration = join(data, 'meshdeck.json')
  const settings = demoConfiguration({ consolePort, collectorPort, data, password, sandbox })
  writeFileSync(configuration, JSON.stringify(settings, null, 2))

  const url = `http://127.0.0.1:${consolePort}`
  // Measured (bench/memory): a small nursery saves 100 MB and costs nothing that shows.
  const flags = ['--max-semi-space-size=4', ...(options.watch ? ['--watch'] : [])]
  const consoleProcess = processes.start('the console', [...flags, 'bff/main.ts'], {
    MESHDECK_CONFIG: configuration,
  })
  consoleProcess.stdout?.resume()
  await ready(url)
  await seedConsole({ url, administrator: 'admin', password })

  processes.onLost = (name, code) => void stop(`${name} ended with code ${code}`)
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void stop(), 500).unref()
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  announce({
    console: url,
    control: sandbox['controlUrl'] ?? '',
    kie: sandbox['kieUrl'] ?? '',
    serviceCenter: sandbox['serviceCenterUrl'] ?? '',
    collector,
    password,
    pids: { sandbox: sandboxProcess.pid, console: consoleProcess.pid },
  })
}

async function stop(reason?: string): Promise<void> {
  if (reason) console.error(reason)
  await processes.stop()
  process.exit(reason ? 1 : 0)
}

/** Waits until the console says that all its parts stand. */
async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined) // not listening yet
    if (answer?.ok) return
    await new Promise((wait) => setTimeout(wait, 100))
  }
  throw new Error('The console did not become ready; its log stands above.')
}

interface World extends Record<'console' | 'control' | 'kie' | 'serviceCenter' | 'collector' | 'password', string> {
  /** Process ids, for whoever wants to see what happens when one of them stops. */
  pids: { sandbox: number | undefined; console: number | undefined }
}

function announce(world: World): void {
  if (options.json) {
    console.log(JSON.stringify(world))
    return
  }
  const width = Math.max(...people.map(({ name }) => name.length))
  console.log(`
  Meshdeck      ${world.console}

  Sign in as    ${'admin'.padEnd(width)}  connects meshes, keeps accounts
${people.map(({ name, does }) => `                ${name.padEnd(width)}  ${does}`).join('\n')}
  Password      ${password}

  The sandbox's own controls (load, scenarios, outages) are at ${world.control}
  Ctrl-C stops everything.
`)
}
