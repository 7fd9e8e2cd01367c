import { expect, test } from 'vitest'
import { missing as lacking } from '../access/refusal.ts'
import { messageCatalog, problemCatalog } from './catalog.ts'
import { languages, type Message, type Sentence } from './messages.ts'
import { render } from './render.ts'

const messages = Object.entries<Message>(messageCatalog)
const formsOf = (sentence: Sentence): string[] =>
  typeof sentence === 'string' ? [sentence] : [sentence.one, sentence.other]
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted()

test.each(messages)('%s has a sentence in both languages, with the same placeholders', (_, message) => {
  const [one = '', other = ''] = languages.map((language) => formsOf(message[language]).at(-1))

  expect(one).not.toBe('')
  expect(placeholders(one)).toEqual(placeholders(other))
})

test.each(messages)(
  '%s asks in the form for one of a kind for nothing that the other form does not have',
  (_, message) => {
    for (const [first = '', last = ''] of languages.map((language) => formsOf(message[language]))) {
      expect(last === '' ? [] : placeholders(first).filter((name) => !placeholders(last).includes(name))).toEqual([])
    }
  },
)

test.each(messages)('%s is written in its own language', (_, message) => {
  for (const form of formsOf(message.en)) expect(form).not.toMatch(/\p{Script=Han}/u)
  for (const form of formsOf(message['zh-CN'])) expect(form).toMatch(/\p{Script=Han}/u)
})

test('every problem ends a request with a status of failure', () => {
  for (const { status } of Object.values(problemCatalog)) expect(status).toBeGreaterThanOrEqual(400)
})

test('codes are words joined by hyphens', () => {
  for (const [code] of messages) expect(code).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
})

test('a sentence takes its values, numbers in the digits of the language, and one of a kind has its own form', () => {
  const message = {
    en: { one: '{{count}} call to {{to}}', other: '{{count}} calls to {{to}}' },
    'zh-CN': '{{count}} 次调用 {{to}}',
  }

  expect(render(message, { count: 1, to: 'ocr' }, 'en')).toBe('1 call to ocr')
  expect(render(message, { count: 12_345, to: '{{count}}' }, 'en')).toBe('12,345 calls to {{count}}')
  expect(render(message, { count: 12_345, to: 'ocr' }, 'zh-CN')).toBe('12,345 次调用 ocr')
})

test('an instant is the time of day of whoever reads it, to the second', () => {
  const at = new Date(2026, 10, 20, 0, 35, 7)

  for (const language of languages) {
    const sentence = render(problemCatalog['records-silent'], { since: at.toISOString() }, language)
    expect(sentence).toContain('00:35:07')
    expect(sentence).not.toContain('2026')
  }
})

test('the route that takes all other calls is named in words', () => {
  const differ = messageCatalog['proof-shares-differ']

  expect(render(differ, { route: '*' }, 'en')).toContain('“everything else”')
  expect(render(differ, { route: '*' }, 'zh-CN')).toContain('“其余全部”')
  expect(render(differ, { route: 'Android callers' }, 'zh-CN')).toContain('“Android callers”')
})

test('nouns and places travel as codes and are words of the language in its sentence', () => {
  const missing = problemCatalog['not-found']
  const forbidden = problemCatalog['not-permitted']

  expect(render(missing, { noun: 'user', id: 'eve' }, 'zh-CN')).toBe('没有账号 “eve”。')
  expect(render(missing, { noun: 'user', id: 'eve' }, 'en')).toBe('There is no account “eve”.')
  expect(render(forbidden, lacking('users:write'), 'en')).toBe(
    'It needs the permission users:write in the console. Platform administrators can grant it.',
  )
  expect(render(forbidden, lacking('services:read', { mesh: 'demo', namespace: 'shop' }), 'zh-CN')).toBe(
    '需要在 demo/shop 拥有权限 services:read，可由平台管理员授予。',
  )
})

test('lists are joined as the language joins them, and a text with a comma is left alone', () => {
  const kept = messageCatalog['fields-kept']
  const taken = messageCatalog['other-draft']

  expect(render(kept, { fields: 'x-owner, x-note' }, 'zh-CN')).toContain('x-owner、x-note')
  expect(render(kept, { fields: 'x-owner, x-note' }, 'en')).toContain('x-owner, x-note')
  expect(render(taken, { author: 'Doe, Jane' }, 'zh-CN')).toContain('Doe, Jane')
})
