import { expect, test } from 'vitest'
import { withValues } from '../../ui/conditions/address.ts'
import { contextOf, filterOf, isValueOf, withoutFilter, withValue } from './filter-address.ts'

const address = (text: string) => new URLSearchParams(text)

test('a link from another page is a filter: one value, several alternatives, numbers', () => {
  const { filter, terms, wrong } = filterOf(address('callee=ocr&status=5xx&status=404&minMs=250&last=15m&call=ab'))
  expect(filter).toEqual({ callee: ['ocr'], status: ['5xx', '404'], minMs: 250 })
  expect(terms).toEqual([
    { field: 'callee', values: ['ocr'] },
    { field: 'status', values: ['5xx', '404'] },
    { field: 'minMs', values: ['250'] },
  ])
  expect(wrong).toEqual([])
})

test('a misspelt filter makes no filter at all and is named', () => {
  const { filter, wrong } = filterOf(address('calee=ocr&tenant=t-b7e2'))
  expect(filter).toBeUndefined()
  expect(wrong).toEqual(['calee'])
})

test('a value that cannot be one is named by its field and still seen as a condition', () => {
  const { filter, wrong, terms } = filterOf(address('status=abc&minMs=fast'))
  expect(filter).toBeUndefined()
  expect(wrong.toSorted()).toEqual(['minMs', 'status'])
  expect(terms.map(({ field }) => field)).toEqual(['status', 'minMs'])
})

test('empty and repeated values say nothing', () => {
  expect(filterOf(address('callee=&tenant=a&tenant=a'))).toEqual({
    terms: [{ field: 'tenant', values: ['a'] }],
    filter: { tenant: ['a'] },
    wrong: [],
  })
})

test('a value joins the others of its field, or takes the place of a single one', () => {
  expect(withValue(address('status=404&last=1h'), 'status', '5xx').toString()).toBe('last=1h&status=404&status=5xx')
  expect(withValue(address('status=404'), 'status', '404').toString()).toBe('status=404')
  expect(withValue(address('url=/v1'), 'url', '/v2').getAll('url')).toEqual(['/v2'])
})

test('removing conditions leaves window and open record', () => {
  expect(withValues(address('callee=ocr&last=1h'), 'callee', []).toString()).toBe('last=1h')
  expect(withoutFilter(address('callee=ocr&calee=x&last=1h&call=ab')).toString()).toBe('last=1h&call=ab')
})

test('only texts that the server would take can become conditions', () => {
  expect(isValueOf('status', '4xx')).toBe(true)
  expect(isValueOf('status', '400-499')).toBe(true)
  expect(isValueOf('status', '700')).toBe(false)
  expect(isValueOf('header', 'device-os:android')).toBe(true)
  expect(isValueOf('header', 'android')).toBe(false)
  expect(isValueOf('minMs', '-1')).toBe(false)
})

test('the bars leave out how calls ended and keep everything else', () => {
  expect(contextOf({ callee: ['ocr'], status: ['5xx'], outcome: ['failed'] })).toEqual({ callee: ['ocr'] })
})
