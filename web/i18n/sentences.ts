import type { Language, Sentence } from '#shared/problems/messages.ts'

type Catalog = Readonly<Record<string, Sentence>>

const catalogs = new Map<Language, Catalog>()

const catalogOf = async (language: Language): Promise<{ default: Catalog }> =>
  language === 'en' ? await import('virtual:sentences/en') : await import('virtual:sentences/zh-CN')

/** Loads what the server can say in one language, beside the program and not in it; before anything is drawn in it. */
export async function loadSentences(language: Language): Promise<void> {
  catalogs.set(language, (await catalogOf(language)).default)
}

/** The sentence of a code; undefined for one that may come from a newer server. */
export const sentenceOf = (code: string, language: Language): Sentence | undefined => catalogs.get(language)?.[code]
