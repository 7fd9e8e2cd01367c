import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RouteRule } from '#shared/features/route-rules/model.ts'
import { type Operator, operators } from '#shared/mesh/match.ts'
import { sameRule } from '#shared/features/route-rules/same-rule.ts'
import { foreignDocument, strictRule } from './arbitrary-rules.test-support.ts'
import type { DataPlane } from '../frameworks.ts'
import { checkConditions } from './check-conditions.ts'
import { draftOf } from './draft.ts'
import { editRouteRule, newRouteRule } from './editor.ts'
import { normalForm } from './normal-form.ts'
import { readRouteRule } from './reader.ts'
import { saidTo } from './text.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const run = { seed, numRuns: 60 }

const said: [DataPlane, readonly Operator[]][] = [
  ['mesher', operators],
  ['go-chassis', operators],
  ['java-chassis-3', operators.filter((operator) => !['matches', 'one-of', 'present', 'is-not'].includes(operator))],
  ['java-chassis-2', ['is', 'matches', 'one-of', 'starts-with', 'ends-with']],
]

describe(`with seed ${seed}`, () => {
  test.each(said)('any strict rule becomes a document of %s that says the same', (plane, words) => {
    fc.assert(
      fc.property(strictRule(words, plane !== 'java-chassis-3', plane === 'java-chassis-3'), (rule) => {
        expect(RouteRule.safeParse(rule).success).toBe(true)
        expect(
          rule.routes
            .flatMap((route) => checkConditions(route, '', [plane]))
            .filter(({ severity }) => severity === 'error'),
        ).toEqual([])

        const read = readRouteRule(newRouteRule(rule, plane), plane)

        expect(read.rule.routes.map(({ destinations }) => destinations)).toMatchObject(
          rule.routes.map(({ destinations }) => saidTo(destinations, plane)),
        )
        expect(sameRule(read.rule, rule)).toBe(true)
        expect(read.understood).toBe('whole')
        // What stands for the newest version is left unsaid where there is none.
        expect(read.findings.filter(({ code }) => code !== 'weights-below-100-others')).toEqual([])
      }),
      run,
    )
  })

  test('any strict rule can be turned into any other in place', () => {
    fc.assert(
      fc.property(strictRule(operators), strictRule(operators), (before, after) => {
        const text = editRouteRule(newRouteRule(before, 'mesher'), after, 'mesher')

        expect(text).toBeDefined()
        expect(sameRule(readRouteRule(text ?? '', 'mesher').rule, after)).toBe(true)
      }),
      run,
    )
  })

  test('an edit leaves what was read of the text before as it was', () => {
    fc.assert(
      fc.property(foreignDocument, strictRule(operators), (document, after) => {
        const text = document.text(50)
        const meant = () => {
          const { rule, findings, native } = readRouteRule(text, 'mesher')
          return structuredClone({ rule, findings, said: native.document.toString() })
        }
        const before = meant()
        editRouteRule(text, after, 'mesher')
        expect(meant()).toEqual(before)
      }),
      run,
    )
  })

  test('so can rules that say what holds without an instance', () => {
    const words = said.find(([plane]) => plane === 'java-chassis-3')?.[1] ?? []
    const rule = strictRule(words, false, true)
    fc.assert(
      fc.property(rule, rule, (before, after) => {
        const text = editRouteRule(newRouteRule(before, 'java-chassis-3'), after, 'java-chassis-3')

        expect(text).toBeDefined()
        expect(sameRule(readRouteRule(text ?? '', 'java-chassis-3').rule, after)).toBe(true)
      }),
      run,
    )
  })

  test('JSON of any strict rule can be turned into any other, too', () => {
    fc.assert(
      fc.property(strictRule(operators), strictRule(operators), (before, after) => {
        const json = JSON.stringify(readRouteRule(newRouteRule(before, 'mesher'), 'mesher').native.document.toJS())

        const text = editRouteRule(json, after, 'mesher')

        expect(sameRule(readRouteRule(text ?? '', 'mesher').rule, after)).toBe(true)
      }),
      run,
    )
  })

  test('of a foreign document one share changes and not a byte more', () => {
    const weight = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(foreignDocument, weight, weight, (document, from, to) => {
        const text = document.text(from)
        const rule = RouteRule.parse(draftOf(readRouteRule(text, 'mesher').rule))
        const [first, second] = rule.routes[document.route]?.destinations ?? []
        if (!first || !second) throw new Error('two destinations are needed')
        first.weight = to
        second.weight = 100 - to

        expect(editRouteRule(text, rule, 'mesher')).toBe(document.text(to))
      }),
      run,
    )
  })

  test('of a foreign document nothing is lost when a route is put above it', () => {
    fc.assert(
      fc.property(foreignDocument, strictRule(operators), (document, other) => {
        const text = document.text(50)
        const rule = RouteRule.parse(draftOf(readRouteRule(text, 'mesher').rule))
        const [added] = other.routes
        if (!added) throw new Error('no route')

        const after = editRouteRule(text, { routes: [added, ...rule.routes] }, 'mesher') ?? ''

        expect(sameRule(readRouteRule(after, 'mesher').rule, { routes: [added, ...rule.routes] })).toBe(true)
        expect(linesMissing(text, after)).toEqual([])
      }),
      run,
    )
  })

  test('formatting does not count in the normal form, content does', () => {
    fc.assert(
      fc.property(strictRule(operators), strictRule(operators), (one, other) => {
        const text = newRouteRule(one, 'mesher')
        const json = JSON.stringify(readRouteRule(text, 'mesher').native.document.toJS())

        expect(normalForm(json)).toBe(normalForm(text))
        expect(normalForm(newRouteRule({ routes: [...one.routes, ...other.routes] }, 'mesher'))).not.toBe(
          normalForm(text),
        )
      }),
      run,
    )
  })
})

const linesMissing = (before: string, after: string): string[] => {
  const left = after.split('\n')
  return before.split('\n').filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
