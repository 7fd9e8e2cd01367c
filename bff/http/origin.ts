import type { Request } from 'express'
import { Problem } from '#shared/contract/problem.ts'

/**
 * Refuses a write that a browser sends for a page of another origin. Programs such as curl send neither header and pass:
 * they carry no cookie that they were not given. Throws `foreign-origin`.
 */
export function refuseForeignWrite(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.get('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('foreign-origin')
  const origin = request.get('origin')
  if (origin !== undefined && hostOf(origin) !== request.host) throw new Problem('foreign-origin')
}

/** Undefined for `null`, which sandboxed pages send, and for anything else that is no address. */
const hostOf = (origin: string): string | undefined => URL.parse(origin)?.host
