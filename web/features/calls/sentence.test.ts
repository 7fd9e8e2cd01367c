import { expect, test } from 'vitest'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { alternatives, enumerated, namesIn } from './sentence.ts'

test('several values read as alternatives in both languages', () => {
  expect(alternatives(['404'], 'en')).toBe('404')
  expect(alternatives(['404', '5xx'], 'en')).toBe('404 or 5xx')
  expect(alternatives(['404', '5xx'], 'zh-CN')).toBe('404 或 5xx')
})

test('several things are told apart by commas and an and', () => {
  expect(enumerated(['calee', 'minMs', 'status'], 'en')).toBe('calee, minMs, and status')
  expect(enumerated(['calee', 'status'], 'zh-CN')).toBe('calee 和 status')
})

test('a tenant is called by the name that a record tells', () => {
  const record: CallRecord = {
    id: 'a',
    mesh: 'm',
    at: '2026-11-20T21:00:00.000Z',
    durationMs: 1,
    trace: 'a',
    span: 'b',
    attempt: 0,
    callee: { service: 'vpc' },
    tenant: { id: 't-1', name: 'First tenant' },
    user: { id: 'u-1' },
    protocol: 'http',
    method: 'GET',
    url: '/',
    outcome: 'ok',
    headers: {},
    halves: 'both',
  }
  expect([...namesIn([record])]).toEqual([['tenant t-1', 'First tenant']])
})
