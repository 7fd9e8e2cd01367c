import { ConfigError } from './config.ts'
import { CannotListen } from './http/listen.ts'

/** Ends the process with what went wrong: a sentence where the configuration is to blame, else all that is known. */
export function complain(error: unknown): never {
  process.stderr.write(`${textOf(error)}\n`)
  process.exit(1)
}

function textOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CannotListen) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Runs once, at the first request to stop, and ends the process after it; a second request does not wait. */
export function onStop(stop: (signal: string) => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      void stop(signal).then(() => process.exit(0), complain)
    })
  }
}
