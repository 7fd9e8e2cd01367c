import { expect, test } from 'vitest'
import { maskBody, maskUrl } from './masking.ts'

test('personal fields are masked wherever they stand, and named by their paths', () => {
  const body = { order: 7, customer: { name: '王芳', mobile: '13800138000' }, people: [{ 'id-number': 'A1', age: 30 }] }

  const { text, masked } = maskBody(JSON.stringify(body))

  expect(JSON.parse(text)).toEqual({
    order: 7,
    customer: { name: '•••', mobile: '•••' },
    people: [{ 'id-number': '•••', age: 30 }],
  })
  expect(masked).toEqual(['customer.name', 'customer.mobile', 'people.0.id-number'])
})

test('the name of a thing stays; it is no person’s', () => {
  const text = '{"name":"vpc-1","version":"1.0.0","service":{"name":"ocr"}}'

  expect(maskBody(text)).toEqual({ text, masked: [] })
})

test('addresses and numbers that give somebody away are masked inside other texts', () => {
  const { text, masked } = maskBody('{"note":"call +8613800138000 or lin@example.org","page":13800138}')

  expect(text).toBe('{"note":"call ••• or •••","page":13800138}')
  expect(masked).toEqual(['note'])
})

test.for([
  [
    'cut JSON',
    '{"user":{"phone":"13800138000","city":"X","email":"l',
    '{"user":{"phone":"•••","city":"X","email":"•••"',
  ],
  ['a form', 'phone=555&page=2&full_name=Lin', 'phone=•••&page=2&full_name=•••'],
  ['plain words', 'sent to lin@example.org', 'sent to •••'],
])('%s is masked by what it looks like', ([, body = '', expected = '']) => {
  const { text, masked } = maskBody(body)

  expect(text).toBe(expected)
  expect(masked.length).toBeGreaterThan(0)
})

test('a URL keeps its path and the parameters that are nobody’s', () => {
  expect(maskUrl('/users/7?email=lin%40example.org&page=2&q=13800138000')).toBe('/users/7?email=•••&page=2&q=•••')
  expect(maskUrl('/users/7')).toBe('/users/7')
})
