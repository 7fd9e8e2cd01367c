import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Claim: under the sandbox's load, with people who look at the graph and search the records, the console and its embedded stores
 * keep within 600 MB resident.
 */
const mostMb = 600
const seconds = 90
const readers = 4

interface World {
  console: string
  password: string
}

const data = mkdtempSync(join(tmpdir(), 'meshdeck-bench-'))
const demo = spawn(process.execPath, ['scripts/demo.ts', '--free-ports', '--json', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})

try {
  const world = await announced()
  const peaks = { console: 0, store: 0, both: 0 }
  const until = Date.now() + seconds * 1000
  const watching = Promise.all(Array.from({ length: readers }, () => lookAround(world, until)))
  while (Date.now() < until) {
    const now = residentMb()
    peaks.console = Math.max(peaks.console, now.console)
    peaks.store = Math.max(peaks.store, now.store)
    peaks.both = Math.max(peaks.both, now.console + now.store)
    // A reader that fails ends the measurement.
    await Promise.race([pause(1000), watching])
  }
  const answers = (await watching).reduce((sum, one) => sum + one, 0)
  if (peaks.console === 0 || peaks.store === 0)
    throw new Error('the console or its store was not found among the processes')
  console.log(`console             ${peaks.console.toFixed(0)} MB at most, with its state store`)
  console.log(`call-record store   ${peaks.store.toFixed(0)} MB at most`)
  console.log(
    `both at once        ${peaks.both.toFixed(0)} MB at most in ${seconds} s, ${answers} pages read (limit ${mostMb} MB)`,
  )
  process.exitCode = peaks.both <= mostMb ? 0 : 1
} finally {
  demo.kill('SIGTERM')
  await new Promise((resolve) => demo.once('exit', resolve))
  rmSync(data, { recursive: true, force: true })
}

async function announced(): Promise<World> {
  for await (const line of createInterface(demo.stdout)) {
    if (line.startsWith('{')) return JSON.parse(line) as World // the demo's own announcement
  }
  throw new Error('the demo ended before it was ready')
}

/** Reads what an open topology and an open search page read, one after the other. */
async function lookAround({ console: url, password }: World, untilMs: number): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'admin', password })
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const pages = ['topology?last=15m', 'overview?last=15m', 'calls?last=15m&status=4xx', 'call-histogram?last=1h']
  const listed = (await (await fetch(`${url}/api/meshes`, { headers: { cookie } })).json()) as {
    meshes: { name: string }[] // as the endpoint's contract says
  }
  const mesh = listed.meshes[0]?.name ?? ''
  let answers = 0
  while (Date.now() < untilMs) {
    for (const page of pages) {
      const answer = await fetch(`${url}/api/meshes/${mesh}/${page}`, { headers: { cookie } })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${page} answered ${answer.status}`)
      answers += 1
    }
    await pause(1000)
  }
  return answers
}

/** Resident memory of the demo's console and its record store; those below the demo's own process, whoever else runs one. */
function residentMb(): { console: number; store: number } {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' }).trim().split('\n')
  const processes = lines.map((line) => {
    const [pid, parent, kilobytes, ...words] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), mb: Number(kilobytes) / 1024, program: words.join(' ') }
  })
  const found = processes.find(({ parent, program }) => parent === demo.pid && program.includes('bff/main.ts'))
  const store = processes.find(({ parent, program }) => parent === found?.pid && program.includes('duckdb/process.ts'))
  return { console: found?.mb ?? 0, store: store?.mb ?? 0 }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
