import { readNative } from './native.ts'
import type { NativeRule } from './native.ts'

/**
 * What Mesher makes of a rule, as one text: highest precedence first, fields that it does not know left out. Two documents
 * of equal form are the same rule to it. A text that cannot be read has a form of its own.
 */
export function normalForm(text: string): string {
  const { rules, fault } = readNative(text)
  return fault === undefined ? formOf(rules) : `unreadable: ${text}`
}

/** The form of an answer of `/v1/mesher/routeRule/{service}`; undefined (404) is no rule. JSON is YAML. */
export const normalFormOfAdmin = (answer: string | undefined): string => normalForm(answer ?? '[]')

function formOf(rules: NativeRule[]): string {
  const sorted = rules.toSorted((one, other) => other.precedence - one.precedence)
  return JSON.stringify(
    sorted.map(({ precedence, headers, texts, sourceTags, destinations }) => [
      precedence,
      texts['refer'] ?? '',
      texts['source'] ?? '',
      entries(sourceTags),
      headers
        .map(({ section, name, operators, ignoreCase }) => [
          section,
          name,
          operators.map(({ key, value }) => [key, value].join('\n')).toSorted(),
          ignoreCase ?? '',
        ])
        .toSorted((one, other) => (one.join('\n') < other.join('\n') ? -1 : 1)),
      destinations.map(({ weight, tags }) => [weight, entries(tags)]),
    ]),
  )
}

const entries = (texts: Record<string, string>): string[][] =>
  Object.entries(texts).toSorted(([one], [other]) => (one < other ? -1 : 1))
