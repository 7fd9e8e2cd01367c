import type { Answer } from '../governance.ts'
import type { Settings } from './settings.ts'

/** Decides which answers are failures: for breakers and for retries alike. */
export interface FailureList {
  fails(answer: Answer): boolean
  changed(key: string): void
}

/**
 * Time-outs, connection errors and what the data plane itself answers always fail; a status only when it is listed in
 * `servicecomb.transport.failure.rest` (servicecomb.md 3.6).
 */
export function failureList(settings: Settings): FailureList {
  const text = settings.get('servicecomb.transport.failure.rest') ?? ''
  let listed = new Set(text.split(',').map((each) => each.trim()))
  return {
    fails: ({ answered, reply }) => !answered || listed.has(`http_${reply.status}`),
    changed(key) {
      // Any such change rebuilds the clients without the list, until the process starts anew.
      if (/^cse\.(isolation|circuitBreaker|fallback)/.test(key)) listed = new Set()
    },
  }
}
