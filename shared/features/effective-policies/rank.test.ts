import { expect, test } from 'vitest'
import type { PolicyKind } from '../../mesh/policy.ts'
import { isAbout, isOfGroup, nearness, sideOf } from './rank.ts'

const policy = (service: string, name: string) => ({ service, name })

test('a policy is applied where its readers are', () => {
  const sides = (kind: PolicyKind, ...names: string[]) => names.map((name) => sideOf({ kind, name }))

  expect(sides('retries', 'app', 'caller:predict', 'group:vip', 'caller:predict:group:vip')).toEqual(
    Array(4).fill('caller'),
  )
  expect(sides('circuit-breakers', 'app', 'app:group:vip', 'caller:predict:group:vip')).toEqual(Array(3).fill('caller'))
  expect(sides('circuit-breakers', 'group:vip')).toEqual(['called'])
  expect(sides('rate-limits', 'from:portal', 'all', 'group:vip')).toEqual(Array(3).fill('called'))
})

test('policies of match groups stand beside each other, whoever heeds them', () => {
  const ofGroup = ['group:vip', 'app:group:vip', 'caller:predict:group:vip']
  expect(ofGroup.filter((name) => !isOfGroup({ name }))).toEqual([])
  expect(
    ['app', 'caller:predict', 'caller:predict@1.0.0', 'from:portal', 'all'].filter((name) => isOfGroup({ name })),
  ).toEqual([])
})

test('a policy is about the calls that it names', () => {
  const calls = { caller: { service: 'predict', version: '1.0.0' }, callee: 'ocr' }
  expect(isAbout(policy('ocr', 'app'), calls)).toBe(true)
  expect(isAbout(policy('*', 'app'), calls)).toBe(true)
  expect(isAbout(policy('vpc', 'app'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'caller:predict'), calls)).toBe(true)
  expect(isAbout(policy('ocr', 'caller:predict@1.0.0'), calls)).toBe(true)
  expect(isAbout(policy('ocr', 'caller:predict@2.0.0'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'from:portal'), calls)).toBe(false)
  expect(isAbout(policy('ocr', 'caller:predict'), { callee: 'ocr' })).toBe(false)
})

test('the service is nearer than all of them, then the version than the caller than everybody', () => {
  const names = [
    policy('ocr', 'caller:predict@1.0.0'),
    policy('ocr', 'caller:predict'),
    policy('ocr', 'app'),
    policy('*', 'caller:predict'),
    policy('*', 'app'),
  ]
  expect(names.toReversed().toSorted((one, other) => nearness(other) - nearness(one))).toEqual(names)
})

test('where a service is called, what is for one caller is nearer than what is for all, even of every service', () => {
  const names = [policy('ocr', 'from:portal'), policy('*', 'from:portal'), policy('ocr', 'all'), policy('*', 'all')]
  expect(names.toReversed().toSorted((one, other) => nearness(other) - nearness(one))).toEqual(names)
})
