import { expect, test } from 'vitest'
import type { Finding } from '#shared/contract/problem.ts'
import { keyOf, merge } from './merge.ts'
import { ownFindings } from './own-findings.ts'

const route = (name: string, weight: number) => ({ name, destinations: [{ labels: { version: '1.0.0' }, weight }] })
const rest = route('rest', 100)
const place = ['routes', 'android']

/** They took the route away, I edited it, and this is typed in its place. */
function typed(own: unknown): unknown {
  const [base, theirs, mine] = [[route('android', 100), rest], [rest], [route('android', 95), rest]]
  const answers = new Map([[keyOf(place), { own }]])
  return merge({ routes: base }, { routes: theirs }, { routes: mine }, answers).value
}

const error = (field: string): Finding => ({ code: 'value-invalid', severity: 'error', params: {}, field })

test.each([[5], [null], [route('ios', 95)]])(
  'what is wrong with %j in the place of a route is said where it was typed',
  (own) => {
    const found = error('edits.0.spec.routes.0')

    expect(ownFindings([found], typed(own), [place]).get(keyOf(place))).toEqual([found])
  },
)

test('what is wrong within the typed value is said with its place there', () => {
  const found = ownFindings([error('edits.0.spec.routes.0.destinations')], typed(route('android', 90)), [place])

  expect(found.get(keyOf(place))).toEqual([error('destinations')])
})

test('what is wrong with one typed value is not said at another', () => {
  const at = ['routes', 'rest']
  const found = ownFindings([error('edits.0.spec.routes.1.destinations')], typed(route('android', 90)), [place, at])

  expect(found.get(keyOf(place))).toEqual([])
  expect(found.get(keyOf(at))).toEqual([error('destinations')])
})

test('what is beside the policy, as a freeze is, keeps nobody from going on', () => {
  expect(ownFindings([error('edits.0')], typed(route('android', 90)), [place]).get(keyOf(place))).toEqual([])
})
