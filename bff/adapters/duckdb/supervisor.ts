import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf } from '#shared/contract/instant.ts'
import { Problem, type ProblemReport, reportOf } from '#shared/contract/problem.ts'
import { connectTo, type StoreConnection, StoreGone } from './connection.ts'
import type { StoreSettings } from './process.ts'
import { addressFileName, type Operation, type Operations, type StoreAddress } from './protocol.ts'

/** Since when the store does not answer, and what a reader is told meanwhile. */
export interface Silence {
  since: string
  problem: ProblemReport
}

/** Keeps the store's process running and a connection to it open, whoever started it. */
export interface Supervisor {
  /**
   * Asks the store; waits while it starts again, and repeats what a lost connection left open: everything that can be asked
   * may be asked twice. Throws `records-silent` when the store has been away
   * for `patienceMs`, or what the store says.
   */
  ask<Op extends Operation>(op: Op, ask: Operations[Op]['ask'], signal?: AbortSignal): Promise<Operations[Op]['answer']>
  silence(): Silence | undefined
  /** Process id of the store that answers. */
  pid(): number | undefined
  /** How many times the store had to be found or started anew. */
  restarts(): number
  /** Lets the store finish its commits and ends it, if this process started it. */
  close(): Promise<void>
}

export interface SupervisorOptions extends StoreSettings {
  /** How long a request waits for a store that is away, in milliseconds. */
  patienceMs: number
  /** What the store's process had to say when it failed. */
  log(message: string): void
}

const firstPauseMs = 50
const longestPauseMs = 2000

/** A store that is away for long is waited for no longer than that. */
const shortestWaitMs = 200

/** How often the store is asked whether it lives, and how long it may take to say so. */
const watchEveryMs = 2000
const answerMs = 5000

export function superviseStore(options: SupervisorOptions): Supervisor {
  const { dataDir, patienceMs, log, ...settings } = options
  let connection: StoreConnection | undefined
  let child: ChildProcess | undefined
  let closing = false
  let restarts = -1
  let silentSince: number | undefined = Date.now()
  let found = Promise.withResolvers<void>()
  const ended = new AbortController()

  async function keep(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!closing) {
      connection = await find()
      if (connection) {
        pauseMs = firstPauseMs
        restarts += 1
        silentSince = undefined
        found.resolve()
        await untilLost(connection)
        connection = undefined
        silentSince = Date.now()
        if (!closing) found = Promise.withResolvers()
      } else {
        await pause(pauseMs, ended.signal)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  /** Resolves when the connection is lost. A store that answers nothing any more is as good as lost, and ended if it is ours. */
  async function untilLost(open: StoreConnection): Promise<void> {
    const watching = setInterval(() => {
      const late = setTimeout(() => {
        log(`the store ${open.pid} does not answer`)
        if (child?.pid === open.pid) child.kill('SIGKILL')
        open.close()
      }, answerMs)
      // A failed question means that the connection is closed, which is noticed below.
      const answered = () => clearTimeout(late)
      open.ask('status', null).then(answered, answered)
    }, watchEveryMs)
    watching.unref()
    await open.closed
    clearInterval(watching)
  }

  /** A store that another copy of the console started, else one of our own. */
  async function find(): Promise<StoreConnection | undefined> {
    return (await reach()) ?? ((await start()) ? await reach() : undefined)
  }

  async function reach(): Promise<StoreConnection | undefined> {
    const address = readAddress(join(dataDir, addressFileName))
    return address && (await connectTo(address).catch(() => undefined)) // nobody there: the next try tells
  }

  async function start(): Promise<boolean> {
    if (closing) return false
    const argument = JSON.stringify({ dataDir, ...settings })
    const started = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [argument], {
      // Batches are short-lived, but need not lie about in a large nursery; measured, it saves 60 MB.
      execArgv: ['--max-semi-space-size=4'],
      // Memory that the engine's threads gave back stays with the allocator otherwise.
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child = started
    started.stderr?.on('data', (text: Buffer) => log(text.toString().trimEnd()))
    return await new Promise((resolve) => {
      started.once('message', () => resolve(true))
      started.once('exit', () => resolve(false))
      started.once('error', () => resolve(false))
    })
  }

  function silence(): Silence | undefined {
    if (silentSince === undefined) return undefined
    const since = instantOf(silentSince)
    return { since, problem: reportOf(new Problem('records-silent', { params: { since } })) }
  }

  const running = keep()

  return {
    async ask(op, ask, signal) {
      for (;;) {
        signal?.throwIfAborted()
        const open = connection
        if (open) {
          try {
            return await open.ask(op, ask, signal)
          } catch (cause) {
            if (!(cause instanceof StoreGone)) throw cause
            if (connection === open) await open.closed
          }
        }
        const waitMs = Math.max(shortestWaitMs, (silentSince ?? Date.now()) + patienceMs - Date.now())
        const patience = AbortSignal.timeout(waitMs)
        await Promise.race([found.promise, whenAborted(signal ? AbortSignal.any([signal, patience]) : patience)])
        if (closing || patience.aborted)
          throw new Problem('records-silent', { params: { since: silence()?.since ?? '' } })
      }
    },
    silence,
    pid: () => connection?.pid,
    restarts: () => Math.max(0, restarts),
    async close() {
      closing = true
      ended.abort()
      connection?.close()
      found.resolve()
      if (child?.connected) {
        const gone = new Promise((resolve) => child?.once('exit', resolve))
        child.disconnect()
        await gone
      }
      await running
    },
  }
}

function readAddress(file: string): StoreAddress | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoreAddress // written by our own process, readable for us alone
  } catch {
    return undefined
  }
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
