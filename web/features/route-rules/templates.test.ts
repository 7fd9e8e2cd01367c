import { expect, test } from 'vitest'
import { RouteRule } from '#shared/features/route-rules/model.ts'
import { type DraftRule, draftOf, isComplete, specOf } from './draft.ts'
import type { Pool } from './instances.ts'
import {
  blueGreen,
  canaryBy,
  canaryByWeight,
  candidateVersion,
  sameLabel,
  stableVersion,
  toLabelled,
} from './templates.ts'

const pool: Pool = {
  versions: [
    { version: '1.0.1', ready: 1, candidate: true },
    { version: '1.0.0', ready: 3, candidate: false },
  ],
  labels: [],
  readyOf: () => 1,
  anyVersion: false,
}
const everything = draftOf({
  routes: [
    { name: '', match: { any: [] }, destinations: [{ labels: { version: '1.0.0' }, weight: 100 }], remainder: 0 },
  ],
})
const told = (draft: DraftRule) =>
  specOf(draft).routes.map(({ match, destinations }) => [
    match.any.flatMap(({ all }) => all.map(({ field, name, value }) => `${field} ${name} ${value}`)).join(' & '),
    destinations.map(({ labels, weight }) => `${JSON.stringify(labels)} ${weight}`).join(', '),
  ])

test('a canary starts from what gets everything now, and the newest other version is its candidate', () => {
  expect(stableVersion(everything, pool)).toBe('1.0.0')
  expect(candidateVersion(everything, pool)).toBe('1.0.1')
  expect(told(canaryByWeight(everything, '1.0.0', '1.0.1'))).toEqual([
    ['', '{"version":"1.0.0"} 95, {"version":"1.0.1"} 5'],
  ])
})

test('a rule that does not exist yet gets the route for everything else with its canary', () => {
  const rule = canaryBy('header', { routes: [] }, '1.0.0', '1.0.1')

  expect(told(rule)).toEqual([
    ['header  ', '{"version":"1.0.1"} 100'],
    ['', '{"version":"1.0.0"} 100'],
  ])
  expect(isComplete(rule)).toBe(false)
})

test('a flip gives everything to the other version and keeps the old one for the way back', () => {
  expect(told(blueGreen(everything, '1.0.0', '1.0.1'))).toEqual([
    ['', '{"version":"1.0.1"} 100, {"version":"1.0.0"} 0'],
  ])
})

test('callers with a label reach instances with it, everybody else stays', () => {
  const rule = sameLabel(everything, 'zone', ['a', 'b'])

  expect(told(rule)).toEqual([
    ['caller-label zone a', '{"zone":"a"} 100'],
    ['caller-label zone b', '{"zone":"b"} 100'],
    ['', '{"version":"1.0.0"} 100'],
  ])
  expect(RouteRule.safeParse(specOf(rule)).success).toBe(true)
})

test('where the caller is not known, the callers of the rule reach the label, in a version where none means the newest', () => {
  expect(told(toLabelled(everything, 'zone', 'a', '1.0.0'))).toEqual([['', '{"version":"1.0.0","zone":"a"} 100']])
})
