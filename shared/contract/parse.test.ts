import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseWith } from './parse.ts'
import { WindowQuery } from './window.ts'

const Order = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.int().min(1).max(3),
  tags: z.array(z.string().regex(/^[a-z]+$/)).max(2),
})

const findings = (schema: z.ZodType, value: unknown) => {
  const parsed = parseWith(schema, value)
  return parsed.ok ? [] : parsed.findings.map(({ code, field, params }) => [field, code, params])
}

test('a value that fits is given back', () => {
  expect(parseWith(Order, { name: 'tea', count: 2, tags: [] })).toEqual({
    ok: true,
    value: { name: 'tea', count: 2, tags: [] },
  })
})

test('what is missing and what is empty are both missing', () => {
  expect(findings(Order, { name: '', tags: [] })).toEqual([
    ['name', 'value-missing', {}],
    ['count', 'value-missing', {}],
  ])
})

test('limits are told in the unit of what they limit', () => {
  expect(findings(Order, { name: 'chamomile', count: 9, tags: ['a', 'b', 'c'] })).toEqual([
    ['name', 'value-too-long', { maximum: 5 }],
    ['count', 'value-too-large', { maximum: 3 }],
    ['tags', 'too-many-items', { maximum: 2 }],
  ])
})

test('a field that is not known is named with its path', () => {
  expect(findings(z.object({ order: Order }), { order: { name: 'tea', count: 1, tags: [], colour: 'red' } })).toEqual([
    ['order.colour', 'value-unknown', { key: 'colour' }],
  ])
})

test('a wrong value deep inside is found at its path', () => {
  expect(findings(Order, { name: 'tea', count: 1, tags: ['ok', 'NO'] })).toEqual([['tags.1', 'value-invalid', {}]])
})

test('a refinement speaks with its own code and parameters', () => {
  const even = z.int().refine((count) => count % 2 === 0, { params: { code: 'weights-miss-100', sum: 7, skipped: {} } })

  expect(findings(even, 7)).toEqual([[undefined, 'weights-miss-100', { sum: 7 }]])
  expect(findings(WindowQuery, { from: '2026-11-20T14:00:00Z' })).toEqual([['to', 'window-half', {}]])
})

test('a refinement without a code of the catalogue is an invalid value', () => {
  const odd = z.string().refine(() => false, { params: { code: 'nobody-wrote-this' } })

  expect(findings(odd, 'x')).toEqual([[undefined, 'value-invalid', {}]])
})
