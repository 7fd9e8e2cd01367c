import { expect, test } from 'vitest'
import type { ChangeRequest, Proof } from '#shared/features/changes/model.ts'
import { cellsOf, observedCalls, statusOf, stragglersOf, unreadOf } from './proof.ts'

const at = '2026-11-20T14:02:10.000Z'
const instance = (name: string, state: 'holds' | 'older' | 'unread') => ({
  instance: name,
  service: 'predict',
  version: '1.4.2',
  state,
})
const proof: Proof = {
  level: 'stored',
  instances: [instance('predict-1', 'holds'), instance('predict-2', 'older'), instance('predict-3', 'unread')],
  shares: [],
  at,
}
const change = (state: ChangeRequest['state'], level: Proof['level']): ChangeRequest => ({
  id: 'CR-218',
  mesh: 'sandbox',
  title: 'Send 5 % of Android callers to ocr 1.0.1',
  reason: '',
  author: 'operator',
  state,
  hash: '7be1',
  edits: [],
  findings: [],
  steps: [],
  proof: { ...proof, level },
  createdAt: at,
  round: 1,
  roundAt: at,
  needs: [],
  reviews: [],
  requestedReviewers: [],
  contributors: ['operator'],
  revision: 1,
})

test('an instance that could not be read is neither live nor counted, but named', () => {
  expect(cellsOf(proof).map(({ state }) => state)).toEqual(['live', 'waiting'])
  expect(stragglersOf(proof).map(({ instance: name }) => name)).toEqual(['predict-2'])
  expect(unreadOf(proof).map(({ instance: name }) => name)).toEqual(['predict-3'])
})

test('a written change is well only when it is proven', () => {
  expect(statusOf(change('applied', 'stored'))).toBe('applying')
  expect(statusOf(change('applied', 'live'))).toBe('ok')
  expect(statusOf(change('applied', 'observed'))).toBe('ok')
  expect(statusOf(change('failed', 'none'))).toBe('failing')
  const replaced = { ...proof, why: { code: 'proof-superseded', params: {} } }
  expect(statusOf({ ...change('applied', 'stored'), proof: replaced })).toBe('idle')
})

test('the calls of a route count once, however many destinations it has', () => {
  const share = (route: string, destination: string, calls: number) => ({
    route,
    destination,
    asked: 0,
    observed: 0,
    calls,
  })
  const shares = [share('Android', '1.0.0', 172), share('Android', '1.0.1', 172), share('Else', '1.0.0', 71)]
  expect(observedCalls({ ...proof, shares })).toBe(243)
})
