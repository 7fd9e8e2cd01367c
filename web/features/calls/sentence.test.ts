import { expect, test } from 'vitest'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { namesIn } from './sentence.ts'

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
