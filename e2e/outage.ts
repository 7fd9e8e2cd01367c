import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, world } from './story.ts'

/** Stops one of the sandbox's two servers, or starts it again; what it holds is kept. */
export async function setRunning(server: 'service-center' | 'kie', running: boolean): Promise<void> {
  const answer = await fetch(`${world().control}/api/servers/${server}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ running }),
  })
  expect(answer.ok).toBe(true)
}

/** Something that answers nobody until `end` is called. */
export interface Outage {
  end(): Promise<void>
}

/** Halts the whole sandbox: its servers, sidecars and clients. */
export function haltSandbox(): Outage {
  const { sandbox } = world().pids
  process.kill(sandbox, 'SIGSTOP')
  return {
    async end() {
      process.kill(sandbox, 'SIGCONT')
    },
  }
}

/** Halts the store of call records, and every new one that the console starts in its place. */
export function haltRecordStore(): Outage {
  const over = new AbortController()
  const holding = hold(over.signal)
  return {
    async end() {
      over.abort()
      await holding
      for (const pid of childrenOf(world().pids.console)) process.kill(pid, 'SIGCONT')
    },
  }
}

async function hold(until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    for (const pid of childrenOf(world().pids.console)) if (runsStore(pid)) halt(pid)
    await pause(50)
  }
}

/**
 * True once the process runs the store's program. Between fork and exec it is still a copy of the console, which waits for the
 * exec: whoever halts it there halts the console with it.
 */
function runsStore(pid: number): boolean {
  try {
    return commandOf(pid).includes('duckdb/process.ts')
  } catch {
    return false // It has just ended; the next one is found in a moment.
  }
}

const commandOf = (pid: number): string =>
  process.platform === 'linux'
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })

function halt(pid: number): void {
  try {
    process.kill(pid, 'SIGSTOP')
  } catch {
    // It has just ended; the next one is found in a moment.
  }
}

/** Process ids of the children: from the kernel where it tells, else from `pgrep`. */
function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return numbersIn(execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }))
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => numbersIn(listOf(pid, thread)))
}

/** Empty when the thread has ended meanwhile. */
function listOf(pid: number, thread: string): string {
  try {
    return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
  } catch {
    return ''
  }
}

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number)
