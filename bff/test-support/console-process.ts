import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The console as a site runs it: a process of its own, on a folder of its own. */
export interface ConsoleProcess {
  readonly url: string
  /** Where it takes spans. */
  readonly collectorUrl: string
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to end and waits. */
  stop(): Promise<void>
}

const compiled = join(import.meta.dirname, '../../.build/compiled')

export const administrator = { name: 'admin', password: 'correct horse battery staple' }

/** Starts `bff/main.ts` on a data folder with the given meshes; on the same folder again, it is the same console after a restart. */
export async function startConsoleProcess(folder: string, meshes: unknown[]): Promise<ConsoleProcess> {
  const path = join(folder, 'meshdeck.json')
  const anyPort = { port: 0 }
  const config = {
    listen: anyPort,
    collector: anyPort,
    dataDirectory: folder,
    firstAdministrator: administrator,
    meshes,
  }
  writeFileSync(path, JSON.stringify(config))
  const child = spawn(process.execPath, ['bff/main.ts'], {
    // Half of a start is compiling: what one process compiled is there for the next one.
    env: { ...process.env, MESHDECK_CONFIG: path, NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  const { url, collectorUrl } = await addressesOf(child)
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await gone
  }
  return { url, collectorUrl, kill: end('SIGKILL'), stop: end('SIGTERM') }
}

/** Its first log line that says where it listens; rejects with what it complained of when it ends before. */
async function addressesOf(child: ChildProcess): Promise<{ url: string; collectorUrl: string }> {
  const complaints: string[] = []
  child.stderr?.on('data', (text: Buffer) => complaints.push(text.toString()))
  if (!child.stdout) throw new Error('started without its output')
  for await (const line of createInterface(child.stdout)) {
    const { msg, url, collector } = JSON.parse(line) as { msg?: string; url?: string; collector?: string } // pino writes objects
    if (msg === 'listening' && url !== undefined && collector !== undefined) {
      // Nobody reads on, and a full pipe would stop it.
      child.stdout.resume()
      return { url, collectorUrl: collector }
    }
  }
  throw new Error(`the console ended before it listened: ${complaints.join('')}`)
}
