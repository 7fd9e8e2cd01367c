import { isNewest } from '#shared/features/route-rules/engine.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import type { Condition, Match } from '#shared/mesh/match.ts'
import { nativeOperatorOf } from '../condition-words.ts'
import type { DataPlane } from '../frameworks.ts'
import { canonicalHeader } from '../header-name.ts'

/** A piece of YAML that is built line by line; a comment stands behind the value. */
type Field = { key: string; value: string; comment?: string | undefined } | { key: string; fields: Field[] }

// Line ends and marks of YAML 1.1, which Go's reader speaks, and halves of characters.
const toEscape = /[\u007f-\u009f\u2028\u2029\ufeff\p{Cs}]/gu

/** Every text in double quotes, as `"1.0"`: what Go must read as text stays text (servicecomb.md 3.3). */
export const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(toEscape, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Name of a header in a document: what the data plane compares with. */
const nativeName = ({ field, name }: Condition): string => (field === 'query' ? name : canonicalHeader(name))

/** Operators on one header as fields; conditions are of one header. */
export function operatorFields(conditions: Condition[], plane: DataPlane): Field[] {
  const fields: Field[] = conditions.flatMap((condition) => {
    const operator = nativeOperatorOf(condition, plane)
    return operator ? [{ key: operator.key, value: quoted(operator.value), comment: operator.mark }] : []
  })
  const ignoreCase = conditions.some((condition) => condition.ignoreCase)
  if (ignoreCase) fields.push({ key: 'caseInsensitive', value: '"true"' })
  // java-chassis 2 ignores the case unless it is told not to.
  else if (plane === 'java-chassis-2') fields.push({ key: 'caseInsensitive', value: '"false"' })
  return fields
}

/** A match of one group as fields of `match`. */
export function matchFields(match: Match, plane: DataPlane): Field[] {
  const conditions = match.any[0]?.all ?? []
  const of = (field: Condition['field']) => conditions.filter((condition) => condition.field === field)
  const named = (section: string, some: Condition[]): Field[] => {
    const byName = Map.groupBy(some, nativeName)
    const fields = [...byName].map(([name, same]) => ({ key: plainKey(name), fields: operatorFields(same, plane) }))
    return fields.length > 0 ? [{ key: section, fields }] : []
  }
  const callerKey = plane === 'java-chassis-3' ? 'serviceName' : 'source'
  const methods = of('method').flatMap(({ value }) => value.split(',').map((method) => quoted(method.trim())))
  return [
    ...of('caller').map(({ value }) => ({ key: callerKey, value: quoted(value) })),
    ...(of('caller-label').length > 0
      ? [
          {
            key: 'sourceTags',
            fields: of('caller-label').map(({ name, value }) => ({ key: plainKey(name), value: quoted(value) })),
          },
        ]
      : []),
    ...named('headers', of('header')),
    ...named('queries', of('query')),
    ...(of('path').length > 0 ? [{ key: 'apiPath', fields: operatorFields(of('path'), plane) }] : []),
    ...(methods.length > 0 ? [{ key: 'method', value: `[${methods.join(', ')}]` }] : []),
  ]
}

export const destinationFields = ({ labels, weight }: { labels: Record<string, string>; weight: number }): Field[] => [
  { key: 'weight', value: String(weight) },
  { key: 'tags', fields: Object.entries(labels).map(([key, value]) => ({ key: plainKey(key), value: quoted(value) })) },
]

const plainKey = (key: string): string => (/^[A-Za-z][\w.-]*$/.test(key) ? key : quoted(key))

/** Fields as block lines without a trailing line break; the first line is not indented. */
export function blockOf(fields: Field[], indent: number): string {
  const pad = '\n' + ' '.repeat(indent)
  return fields
    .map((field) => {
      if ('fields' in field) {
        const inner =
          field.fields.length > 0 ? `\n${' '.repeat(indent + 2)}${blockOf(field.fields, indent + 2)}` : ' {}'
        return `${field.key}:${inner}`
      }
      return `${field.key}: ${field.value}${field.comment === undefined ? '' : ` # ${field.comment}`}`
    })
    .join(pad)
}

/** A list of destinations under its key, which stands at `column`. */
export const listBlock = (key: string, destinations: Route['destinations'], column: number): string =>
  `${key}:${destinations.map((each) => `\n${' '.repeat(column + 2)}- ${blockOf(destinationFields(each), column + 4)}`).join('')}`

/** java-chassis 3 has no newest version: what stands for it is left unsaid, and goes to the instances that nobody names (servicecomb.md 3.3). */
export const saidTo = (destinations: Route['destinations'], plane: DataPlane): Route['destinations'] =>
  plane === 'java-chassis-3' && destinations.length > 1
    ? destinations.filter(({ labels, weight }) => weight === 0 || !isNewest(labels))
    : destinations

/** One route as an item of a block list; the dash stands at `indent`, the text ends with a line break. */
export function routeItem(
  route: Pick<Route, 'match' | 'destinations' | 'fallback' | 'emptyProtection'>,
  precedence: number,
  plane: DataPlane,
  indent: number,
): string {
  const match = matchFields(route.match, plane)
  const inner = indent + 2
  const lines = [
    blockOf([{ key: 'precedence', value: String(precedence) }], inner),
    ...(match.length > 0 ? [blockOf([{ key: 'match', fields: match }], inner)] : []),
    listBlock('route', saidTo(route.destinations, plane), inner),
    ...(plane === 'java-chassis-3' && route.fallback ? [listBlock('fallback', route.fallback, inner)] : []),
    ...(plane === 'java-chassis-3' && route.emptyProtection !== undefined
      ? [`emptyProtection: ${route.emptyProtection}`]
      : []),
  ]
  return `${' '.repeat(indent)}- ${lines.join(`\n${' '.repeat(inner)}`)}\n`
}

/** One header or query parameter with its operators; `kept` are operators that are none of ours. */
export function headerBlock(
  conditions: Condition[],
  kept: { key: string; value: string }[],
  plane: DataPlane,
  indent: number,
): string {
  const [first] = conditions
  const others = kept.map(({ key, value }) => ({ key: plainKey(key), value: quoted(value) }))
  const name = first ? plainKey(nativeName(first)) : ''
  return blockOf([{ key: name, fields: [...operatorFields(conditions, plane), ...others] }], indent)
}
