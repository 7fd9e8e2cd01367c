import { expect, test } from 'vitest'
import { jsonLines } from './json-lines.ts'

test('a body is printed one field a line, and nothing of a masked field is in it', () => {
  const body = '{"reason":"cleanup","operator":"•••","items":[{"phone":"•••"},2]}'
  expect(jsonLines(body, ['operator', 'items.0.phone'])).toEqual([
    { indent: 0, text: '{', comma: false },
    { indent: 1, name: 'reason', text: '"cleanup"', comma: true },
    { indent: 1, name: 'operator', masked: true, comma: true },
    { indent: 1, name: 'items', text: '[', comma: false },
    { indent: 2, text: '{', comma: false },
    { indent: 3, name: 'phone', masked: true, comma: false },
    { indent: 2, text: '}', comma: true },
    { indent: 2, text: '2', comma: false },
    { indent: 1, text: ']', comma: false },
    { indent: 0, text: '}', comma: false },
  ])
})

test('a text of which only a part is personal keeps the rest', () => {
  expect(jsonLines('{"note":"call ••• back"}', ['note'])?.[1]?.text).toBe('"call ••• back"')
})

test('a secret that was never stored is told apart from a masked one', () => {
  expect(jsonLines('{"password":"[dropped]"}', [])?.[1]).toEqual({
    indent: 1,
    name: 'password',
    dropped: true,
    comma: false,
  })
})

test('a masked object hides all of its fields', () => {
  expect(jsonLines('{"person":{"name":"x"}}', ['person'])).toHaveLength(3)
})

test('what is no JSON is left as it is', () => {
  expect(jsonLines('{"cut":"of', [])).toBeUndefined()
  expect(jsonLines('name=x&phone=y', [])).toBeUndefined()
})
