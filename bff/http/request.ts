import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import type { Language } from '#shared/problems/messages.ts'

/** The caller's own request id where it is a plain word, else a new one; the answer, the log and every problem carry it. */
export function requestIdOf(request: Request): string {
  const given = request.get('x-request-id')
  return given !== undefined && /^[\w.:-]{8,128}$/.test(given) ? given : randomUUID()
}

/** The language that the caller likes best; English where it likes none of ours. */
export const languageOf = (request: Request): Language => {
  const liked = request.acceptsLanguages('en', 'zh-CN', 'zh')
  return liked === 'zh-CN' || liked === 'zh' ? 'zh-CN' : 'en'
}
