import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

/** What `scripts/demo.ts --json` says when everything stands. */
export interface World {
  console: string
  control: string
  kie: string
  serviceCenter: string
  collector: string
  password: string
  pids: { sandbox: number; console: number }
}

const place = join(import.meta.dirname, '../.build/e2e-world.json')

/** Starts what `npm start` starts, on free ports and in a folder of its own; stops it when the last story has ended. */
export default async function startWorld(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'meshdeck-e2e-'))
  const demo = spawn(process.execPath, ['scripts/demo.ts', '--free-ports', '--json', '--data', data], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, await readyLine(demo))

  return async () => {
    demo.kill('SIGTERM')
    if (demo.exitCode === null) await once(demo, 'exit')
    rmSync(data, { recursive: true, force: true })
  }
}

async function readyLine(demo: ChildProcess): Promise<string> {
  if (!demo.stdout) throw new Error('the demo has no output')
  for await (const line of createInterface({ input: demo.stdout })) if (line.startsWith('{')) return line
  throw new Error(`the demo ended before it was ready, with code ${demo.exitCode}`)
}
