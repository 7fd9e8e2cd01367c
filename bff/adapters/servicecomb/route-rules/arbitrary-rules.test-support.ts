import fc from 'fast-check'
import type { RouteRule } from '#shared/features/route-rules/model.ts'
import type { Condition, Operator } from '#shared/mesh/match.ts'

/** Text that a header can hold: no control characters, anything else, YAML's own signs above all. */
export const headerValue = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      'true',
      'null',
      '1.0',
      '~',
      ': ',
      '# no comment',
      "it's",
      '"',
      '- a',
      '&a',
      '*a',
      '{}',
      '%',
      '\\d',
      '中文 ',
      '!!int 3',
    ),
  )
  .filter((text) => text !== '' && Array.from(text).every((sign) => sign >= ' ' && sign !== '\u007f'))

const headerName = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}$/)
const number = fc.integer({ min: -1000, max: 100_000 }).map(String)
const alternatives = fc
  .array(
    fc.stringMatching(/^[A-Za-z0-9._|()\\+ -]{1,8}$/).map((text) => text.trim()),
    { minLength: 1, maxLength: 4 },
  )
  .filter((values) => values.every((value) => value !== ''))
  .map((values) => values.join(','))
const pattern = fc.constantFrom(
  '^be[[:alpha:]]+-[0-9]{2}$',
  'a|b',
  '^(a|b)$',
  '^x',
  'y$',
  '[^"]+',
  "it's.*",
  '\\.',
  '^$|z',
)

const operand: Record<Operator, fc.Arbitrary<string>> = {
  is: headerValue,
  'is-not': headerValue,
  contains: headerValue,
  'starts-with': headerValue,
  'ends-with': headerValue,
  'one-of': alternatives,
  matches: pattern,
  less: number,
  'at-least': number,
  greater: number,
  'at-most': number,
  present: fc.constant(''),
}

const condition = (operators: readonly Operator[], foldable: boolean): fc.Arbitrary<Condition> =>
  fc.constantFrom(...operators).chain((operator) =>
    fc.record({
      field: fc.constant('header' as const),
      name: headerName,
      operator: fc.constant(operator),
      value: operand[operator],
      ignoreCase: foldable && operator !== 'matches' ? fc.boolean() : fc.constant(false),
    }),
  )

const labels = fc
  .record({
    version: fc.constantFrom('1.0.0', '1.0.1', '2.10.0', 'latest', '1.0'),
    zone: fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { nil: undefined }),
  })
  .map(({ version, zone }) => (zone === undefined ? { version } : { version, zone }))

const destinations = fc
  .uniqueArray(fc.record({ labels, cut: fc.integer({ min: 1, max: 100 }) }), {
    minLength: 1,
    maxLength: 4,
    selector: (destination) => JSON.stringify(destination.labels),
  })
  .map((items) => {
    const total = items.reduce((sum, { cut }) => sum + cut, 0)
    const weights = items.map(({ cut }) => Math.floor((cut * 100) / total))
    const missing = 100 - weights.reduce((sum, weight) => sum + weight, 0)
    return items.map((item, index) => ({
      labels: item.labels as Record<string, string>, // an absent zone is not among the keys
      weight: (weights[index] ?? 0) + (index === 0 ? missing : 0),
    }))
  })

/** Rules that the strict schema takes and that a data plane with these operators can say; with `reserve` also what holds where no instance is left. */
export const strictRule = (operators: readonly Operator[], foldable = true, reserve = false): fc.Arbitrary<RouteRule> =>
  fc
    .array(
      fc.record({
        name: fc.constant(''),
        all: fc.uniqueArray(condition(operators, foldable), { maxLength: 4, selector: ({ name }) => name }),
        destinations,
        fallback: fc.option(destinations, { nil: undefined }),
        emptyProtection: fc.option(fc.boolean(), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((routes) => ({
      routes: routes.map(({ name, all, destinations: to, fallback, emptyProtection }) => ({
        name,
        match: { any: all.length > 0 ? [{ all }] : [] },
        destinations: to,
        ...(reserve && fallback && { fallback }),
        ...(reserve && emptyProtection !== undefined && { emptyProtection }),
      })),
    }))

/** A foreign document: a text in which one number is the weight of the first of two destinations of some route. */
export interface ForeignDocument {
  /** The text with this number in its place, and what is left of 100 as the other weight. */
  text(weight: number): string
  route: number
}

const spice = fc.constantFrom('', ' # kept', '   # "odd" {comment}')
const unknown = fc.constantFrom('', 'owner: shop', 'x-note: "a: b"', 'limits: {a: [1, 2], b: null}')

/** Documents as other people and programs write them: own fields, comments, anchors, numbers for texts, braces, JSON. */
export const foreignDocument: fc.Arbitrary<ForeignDocument> = fc
  .record({
    header: fc.constantFrom('', '# a rule\n', '---\n', '\n\n# one\n#\n# two\n'),
    indent: fc.constantFrom('', '  '),
    comment: spice,
    extra: unknown,
    flow: fc.boolean(),
    anchor: fc.boolean(),
    other: fc.constantFrom('1.0', '"1.0.1"', "'1.0.1'", '!!str 2.0'),
    end: fc.constantFrom('', '\n', '\n\n# the end\n', '\n# no line break'),
    padding: fc.integer({ min: 0, max: 3 }).map((count) => '# '.padEnd(count * 3000, 'x') + '\n'),
  })
  .map(({ header, indent, comment, extra, flow, anchor, other, end, padding }) => ({
    route: 1,
    text: (weight) => {
      const tail = flow
        ? `${indent}- {precedence: 1, route: [{weight: ${weight}, tags: {version: ${other}}}, {weight: ${100 - weight}, tags: {version: latest}}]}${comment}`
        : [
            `${indent}- precedence: 1${comment}`,
            ...(extra === '' ? [] : [`${indent}  ${extra}`]),
            `${indent}  route:${anchor ? ' &shared' : ''}`,
            `${indent}  # first`,
            `${indent}  -   weight:   ${weight}${comment}`,
            `${indent}      tags: {version: ${other}, }`,
            `${indent}  - tags:`,
            `${indent}      version: latest${comment}`,
            `${indent}    weight: ${100 - weight}`,
          ].join('\n')
      const top = [
        `${indent}- match:`,
        `${indent}    headers:`,
        `${indent}      X-Age: {noLess: 18, unheard: [1]}${comment}`,
        `${indent}  precedence: 7`,
        `${indent}  route: [{weight: 100, tags: {version: "2.0.0"}}]`,
      ].join('\n')
      return `${header}${padding}${top}\n${tail}${end}`
    },
  }))
