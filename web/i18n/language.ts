import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#shared/problems/messages.ts'
import { loadSentences } from './sentences.ts'
import type {} from './words.ts'

const key = 'meshdeck.language'

/** The language that was chosen here before, else the browser's. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(key)
  if (stored === 'en' || stored === 'zh-CN') return stored
  return navigator.languages.some((language) => language.startsWith('zh')) ? 'zh-CN' : 'en'
}

/** A place for a name has spaces around it, since most names are Latin; around a Chinese one there are none. */
const betweenHan = {
  type: 'postProcessor' as const,
  name: 'between-han',
  process: (sentence: string) =>
    typeof sentence === 'string' ? sentence.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '') : sentence,
}

const firstWordsOf = async (language: Language) =>
  language === 'en' ? (await import('./en-first.ts')).firstEn : (await import('./zh-cn-first.ts')).firstZhCN

const wordsOf = async (language: Language) =>
  language === 'en' ? (await import('./en.ts')).en : (await import('./zh-cn.ts')).zhCN

let loading: Promise<void> | undefined
const started = Promise.withResolvers<void>()

/** Resolves when the words of every page are there; those of the first are there before anything is drawn. */
export const wordsOfPages = (): Promise<void> => (loading ??= loadWords(preferredLanguage()))

async function loadWords(language: Language): Promise<void> {
  // The first page may ask before there is anything to add to.
  const [words] = await Promise.all([wordsOf(language), started.promise])
  for (const [area, ofArea] of Object.entries(words)) i18next.addResourceBundle(language, area, ofArea)
}

/**
 * Loads what is said first, and the server's sentences, in one language only, and makes every missing key an error in the browser's
 * log. The words of other pages follow beside.
 */
export async function startLanguage(): Promise<void> {
  const language = preferredLanguage()
  const [words] = await Promise.all([firstWordsOf(language), loadSentences(language)])
  await i18next
    .use(initReactI18next)
    .use(betweenHan)
    .init({
      postProcess: [betweenHan.name],
      lng: language,
      fallbackLng: false,
      defaultNS: 'ui',
      resources: { [language]: words },
      interpolation: { escapeValue: false },
      saveMissing: true,
      missingKeyHandler: (_languages, area, missing) => reportMissing(`${area}:${missing}`),
      missingInterpolationHandler: (text) => reportMissing(text),
    })
  document.documentElement.lang = language
  started.resolve()
  void wordsOfPages()
}

let wished: Language | undefined

/** Changes the language of the whole console and remembers it in this browser. The latest wish counts, whichever is loaded first. */
export async function setLanguage(language: Language): Promise<void> {
  wished = language
  if (!i18next.hasResourceBundle(language, 'ui')) {
    await Promise.all([loadWords(language), loadSentences(language)])
  }
  if (wished !== language) return
  localStorage.setItem(key, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** The language that is shown now. */
export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN')

function reportMissing(what: string): void {
  // eslint-disable-next-line no-console -- a missing word must be seen by the browser stories, which fail on it
  console.error(`missing words: ${what}`)
}
