import type { MessageParams } from '#shared/contract/problem.ts'
import { render } from '#shared/problems/render.ts'
import { messageOf } from './sentences.ts'
import { useLanguage } from './useLanguage.ts'

interface Coded {
  code: string
  params?: MessageParams | undefined
  /** The server's own rendering, for a code that this console does not know yet. */
  detail?: string | undefined
}

/** Turns problems, findings and reasons into sentences of the language that is shown. */
export function useSentence(): (message: Coded) => string {
  const language = useLanguage()
  return ({ code, params = {}, detail }) => {
    const message = messageOf(code)
    return message ? render(message, params, language) : (detail ?? code)
  }
}
