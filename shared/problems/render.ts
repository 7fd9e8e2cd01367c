import type { MessageParams } from '../contract/problem.ts'
import type { Language, Message, Sentence } from './messages.ts'
import { wordsOf } from './words.ts'

/** Instants travel as ISO 8601 in UTC (`Instant`). */
const instantText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** Placeholders whose values are lists, joined by a comma and a space: names and keys, none of which has these two. */
const lists = new Set([
  'destination',
  'fields',
  'framework',
  'keys',
  'labels',
  'names',
  'namespaces',
  'services',
  'statuses',
  'subjects',
])

/** The sentence of a message in one language, see `renderSentence`. */
export const render = (message: Message, params: MessageParams, language: Language): string =>
  renderSentence(message[language], params, language)

/**
 * A sentence with its placeholders filled: numbers with the language's digits grouping, instants as the time of day
 * where it is read, nouns and other words of ours in the language itself, also several of them (their codes joined by commas),
 * lists as the language joins them.
 */
export function renderSentence(sentence: Sentence, params: MessageParams, language: Language): string {
  const template = typeof sentence === 'string' ? sentence : sentence[params['count'] === 1 ? 'one' : 'other']
  return template.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = params[name]
    if (value === undefined) return placeholder
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    if (instantText.test(value)) return timeOfDay(value, language)
    return wordsIn(name, value, language)
  })
}

function wordsIn(name: string, value: string, language: Language): string {
  const words = value.split(',').map((code) => wordsOf[name]?.[code]?.[language])
  if (words.every((word) => word !== undefined)) return listOf(words, language)
  return lists.has(name) ? listOf(value.split(', '), language) : value
}

const listOf = (words: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { style: 'narrow' }).format(words)

const timeOfDay = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(Date.parse(instant))
