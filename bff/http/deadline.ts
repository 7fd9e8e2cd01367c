import type { Response } from 'express'
import { Problem } from '#shared/contract/problem.ts'

/** Why a request's signal fires when its caller has left; nobody is there to be answered. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone'
}

/**
 * Runs a request's work under a signal that fires at the deadline (milliseconds) and when the caller leaves.
 * Throws `deadline-passed` or `CallerGone` then, also when the work itself does not listen.
 */
export async function withinDeadline<Result>(
  response: Response,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const { signal } = controller
  const gone = () => controller.abort(new CallerGone())
  const late = () => controller.abort(new Problem('deadline-passed', { params: { seconds: deadlineMs / 1000 } }))
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }) // one of the two above
  })
  const timer = setTimeout(late, deadlineMs)
  response.once('close', gone)
  try {
    return await Promise.race([aborted, work(signal)])
  } finally {
    clearTimeout(timer)
    response.off('close', gone)
  }
}
