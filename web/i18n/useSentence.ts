import type { MessageParams } from '#shared/contract/problem.ts'
import { renderSentence } from '#shared/problems/render.ts'
import { sentenceOf } from './sentences.ts'
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
    const sentence = sentenceOf(code, language)
    return sentence === undefined ? (detail ?? code) : renderSentence(sentence, params, language)
  }
}
