import { isMap } from 'yaml'
import { quoted } from '../route-rules/text.ts'
import { type WantedPair, withPairs } from '../yaml/pairs.ts'
import { entriesOf, itemsOf, mapOf, parseYaml, textOf } from '../yaml/view.ts'

/** A value of a policy document: one word or number as written, or a list of them. */
export type FieldValue = string | string[]

/** A value as it is written: texts quoted, numbers and truths plain, lists in brackets; undefined takes the field out. */
export type WantedValue = string | number | boolean | (string | number)[] | undefined

/** The fields of a policy document, as `servicecomb.rateLimiting.<n>`; `fault` says why it cannot be read. */
export interface ReadFields {
  fields: ReadonlyMap<string, FieldValue>
  /** Fields whose value is neither a word nor a list of words. */
  odd: string[]
  fault: string | undefined
}

/** Reads a document that is one map. */
export function readFields(text: string): ReadFields {
  const document = parseYaml(text)
  const fault = document.errors[0]?.message ?? (mapOf(document, document.contents) ? undefined : 'not a map')
  if (fault !== undefined) return { fields: new Map(), odd: [], fault }
  try {
    const fields = new Map<string, FieldValue>()
    const odd = new Array<string>()
    for (const [key, node] of entriesOf(document, mapOf(document, document.contents))) {
      const value = textOf(document, node) ?? itemsOf(document, node)?.map((item) => textOf(document, item) ?? '')
      if (value === undefined) odd.push(key)
      else fields.set(key, value)
    }
    return { fields, odd, fault: undefined }
  } catch (error) {
    // The parser throws for aliases that lead nowhere or in a circle.
    return { fields: new Map(), odd: [], fault: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * A policy document with these fields set; a field that says the same already, and every other one, stays as it is written.
 * Without a text, or with one that holds nothing readable, a new one in the given order. Undefined where it cannot be edited.
 */
export function editFields(
  text: string | undefined,
  wanted: readonly (readonly [string, WantedValue])[],
): string | undefined {
  const before = readFields(text ?? '')
  if (text === undefined || before.fault !== undefined) {
    return wanted.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${written(value)}\n`])).join('')
  }
  const changed = wanted.filter(([key, value]) => !saysSame(before.fields.get(key), value))
  const pairs = changed.map(([key, value]): [string, WantedPair] => [
    key,
    value === undefined ? undefined : () => `${key}: ${written(value)}`,
  ])
  return withPairs(
    text,
    { find: ({ contents }) => (isMap(contents) ? contents : undefined), standing: 'document' },
    new Map(pairs),
  )
}

const written = (value: Exclude<WantedValue, undefined>): string =>
  Array.isArray(value)
    ? `[${value.map((each) => written(each)).join(', ')}]`
    : typeof value === 'string'
      ? quoted(value)
      : String(value)

function saysSame(before: FieldValue | undefined, wanted: WantedValue): boolean {
  if (before === undefined || wanted === undefined) return before === wanted
  return Array.isArray(wanted)
    ? Array.isArray(before) &&
        before.length === wanted.length &&
        wanted.every((each, index) => String(each) === before[index])
    : before === String(wanted)
}
