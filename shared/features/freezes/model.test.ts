import { expect, test } from 'vitest'
import { Freeze, freezeState, holdsBack } from './model.ts'

const freeze = Freeze.parse({
  id: 'FZ-7',
  environment: 'production',
  from: '2026-11-20T12:00:00.000Z',
  to: '2026-11-20T18:00:00.000Z',
  zone: 'UTC',
  reason: 'Quarter close',
  createdBy: 'root',
  createdAt: '2026-11-01T00:00:00.000Z',
  revision: 1,
})
const at = (text: string) => Date.parse(text)

test('a freeze comes, runs from its begin on, and is over at its end', () => {
  expect(freezeState(freeze, at('2026-11-20T11:59:59Z'))).toBe('coming')
  expect(freezeState(freeze, at('2026-11-20T12:00:00Z'))).toBe('running')
  expect(freezeState(freeze, at('2026-11-20T18:00:00Z'))).toBe('over')
  const lifted = { at: freeze.from, by: 'root', reason: 'done' }
  expect(freezeState({ ...freeze, lifted }, at('2026-11-20T13:00:00Z'))).toBe('lifted')
})

test('it holds back everything but the services and roles that it excepts', () => {
  const excepting = { ...freeze, exceptServices: ['billing*'], exceptRoles: ['administrator' as const] }

  expect(holdsBack(freeze, { service: 'ocr', roles: ['administrator'] })).toBe(true)
  expect(holdsBack(excepting, { service: 'ocr', roles: ['operator'] })).toBe(true)
  expect(holdsBack(excepting, { service: 'billing-2', roles: [] })).toBe(false)
  expect(holdsBack(excepting, { service: 'ocr', roles: ['operator', 'administrator'] })).toBe(false)
})

test('a policy of all services is held back unless all services are excepted', () => {
  const all = { service: '*', roles: [] }

  expect(holdsBack({ ...freeze, exceptServices: ['billing*', 'ocr'] }, all)).toBe(true)
  expect(holdsBack({ ...freeze, exceptServices: ['*'] }, all)).toBe(false)
})
