import { expect, test } from 'vitest'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { sameKind } from './same-kind.ts'

const record: CallRecord = {
  id: 'a',
  mesh: 'm',
  at: '2026-11-20T21:00:00.000Z',
  durationMs: 1,
  trace: 'a',
  span: 'b',
  attempt: 0,
  caller: { service: 'portal', namespace: 'cloud' },
  callee: { service: 'vpc', namespace: 'cloud' },
  protocol: 'http',
  method: 'DELETE',
  url: '/v1/subnets/1',
  status: 404,
  outcome: 'ok',
  headers: {},
  halves: 'both',
}

test('calls of one kind share ends, method and status; other conditions give way', () => {
  const search = sameKind(record, new URLSearchParams('tenant=t-1&last=1h&call=a'))
  expect(search.toString()).toBe('last=1h&call=a&caller=portal&callee=vpc&method=DELETE&status=404')
})

test('a call from outside without an answer is like others without an answer', () => {
  const { caller: _, status: __, ...rest } = record
  expect(sameKind(rest, new URLSearchParams()).toString()).toBe('callee=vpc&method=DELETE&status=none')
})

test('an end that the reader may not see is no condition', () => {
  const hidden = { ...record, caller: { service: '', hidden: true as const } }
  expect(sameKind(hidden, new URLSearchParams()).has('caller')).toBe(false)
})
