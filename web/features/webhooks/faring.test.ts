import { expect, test } from 'vitest'
import type { TryResult, Webhook } from '#shared/features/webhooks/model.ts'
import { faringOf } from './faring.ts'

const at = '2026-07-01T08:00:00.000Z'

const lastTried = (result?: TryResult): NonNullable<Webhook['last']> => ({
  number: 1,
  webhook: 'chat',
  id: 'msg_1',
  type: 'test',
  state: result === 'taken' ? 'delivered' : 'waiting',
  tries: { count: 1, last: { at, ...(result && { result }) } },
  at,
})

test('a webhook to which nothing was ever sent is untried', () => {
  expect(faringOf({ waiting: 0 })).toBe('untried')
})

test('a test that is on its way is being tried, before its first try and during it', () => {
  expect(faringOf({ waiting: 1 })).toBe('trying')
  expect(faringOf({ waiting: 1, last: lastTried() })).toBe('trying')
})

test('what was taken last makes it well, whatever waits behind it', () => {
  expect(faringOf({ waiting: 2, last: lastTried('taken') })).toBe('well')
})

test('one that fails is failing also while it is tried again', () => {
  expect(faringOf({ waiting: 1, failingSince: at, last: lastTried('late') })).toBe('failing')
  expect(faringOf({ waiting: 1, failingSince: at, last: lastTried() })).toBe('failing')
})
