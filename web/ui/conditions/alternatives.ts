import type { Language } from '#shared/problems/messages.ts'

/** Values as alternatives in a sentence: `404, 5xx or none`. */
export const alternatives = (values: readonly string[], language: Language): string =>
  listed(values, 'disjunction', language)

/** Several things in a sentence: `callee and status`. */
export const enumerated = (values: readonly string[], language: Language): string =>
  listed(values, 'conjunction', language)

function listed(values: readonly string[], type: 'disjunction' | 'conjunction', language: Language): string {
  const parts = new Intl.ListFormat(language, { type }).formatToParts(values)
  // Between Chinese and Latin letters or digits stands a space.
  const spaced = (text: string) => (/^[或和]$/.test(text.trim()) ? ` ${text.trim()} ` : text)
  return parts.map((part) => (part.type === 'literal' ? spaced(part.value) : part.value)).join('')
}
