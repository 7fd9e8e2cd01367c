import { expect, test } from 'vitest'
import { callersGroupOf, nameOfScope, type PolicyScope, scopeOf } from './scopes.ts'

const scopes: [name: string, scope: PolicyScope][] = [
  ['app', { kind: 'app', subject: '', version: '' }],
  ['caller:predict', { kind: 'caller', subject: 'predict', version: '' }],
  ['caller:predict@1.0.0', { kind: 'caller', subject: 'predict', version: '1.0.0' }],
  ['from:portal', { kind: 'from', subject: 'portal', version: '' }],
  ['from:portal@1.0.0', { kind: 'from', subject: 'portal', version: '1.0.0' }],
  ['all', { kind: 'all', subject: '', version: '' }],
  ['all@1.0.1', { kind: 'all', subject: '', version: '1.0.1' }],
  ['group:vip', { kind: 'group', subject: 'vip', version: '' }],
]

test.each(scopes)('%s names a scope, and the scope is named like that', (name, scope) => {
  expect(scopeOf(name)).toEqual(scope)
  expect(nameOfScope(scope)).toBe(name)
})

test('what names no scope is none: an instance, a caller without name', () => {
  expect(['7062417bf9ebd4c646bb23059003cea42180894a', 'caller', 'all:portal', 'applause'].map(scopeOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a match group of callers is told apart from a caller', () => {
  expect(callersGroupOf('caller:predict:group:vip')).toEqual({ caller: 'predict', group: 'vip' })
  expect(callersGroupOf('app:group:vip')).toEqual({ group: 'vip' })
  expect(['app', 'caller:predict', 'caller:predict@1.0.0', 'group:vip', 'all'].map(callersGroupOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(scopeOf('caller:predict:group:vip')).toBeUndefined()
})
