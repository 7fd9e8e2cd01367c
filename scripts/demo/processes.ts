import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const stopWithin = 8_000

/** The children of the demo: started in order, stopped in the opposite one. */
export class Processes {
  readonly #running: { name: string; child: ChildProcess }[] = []

  /** Called when a child ends that nobody asked to. */
  onLost: (name: string, code: number | null) => void = () => {}

  /** Starts a TypeScript program of the project on this Node. Its standard output is the caller's to read. */
  start(name: string, args: string[], env: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    })
    this.#running.push({ name, child })
    child.on('exit', (code) => {
      const at = this.#running.findIndex((one) => one.child === child)
      if (at < 0) return
      this.#running.splice(at, 1)
      this.onLost(name, code)
    })
    return child
  }

  async stop(): Promise<void> {
    for (const { child } of this.#running.splice(0).toReversed()) {
      if (child.exitCode !== null) continue
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), stopWithin)
      await once(child, 'exit')
      clearTimeout(late)
    }
  }
}

/** The first line of a child's output that is JSON. Rejects when the child ends without one. */
export async function firstJson(child: ChildProcess): Promise<Record<string, string>> {
  if (!child.stdout) throw new Error('the child has no output to read')
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) if (line.startsWith('{')) return JSON.parse(line) as Record<string, string> // made by our own process
  throw new Error(`it ended with code ${child.exitCode} before it was ready`)
}
