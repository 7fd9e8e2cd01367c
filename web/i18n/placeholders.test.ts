import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'

/** Every sentence by its key; plural forms of one key are one entry. */
function sentencesOf(words: object, path = ''): Map<string, string[]> {
  const sentences = new Map<string, string[]>()
  for (const [name, value] of Object.entries(words)) {
    const key = path + name.replace(/_(one|other)$/, '')
    const found =
      typeof value === 'string' ? [[key, [value]] as const] : sentencesOf(value as object, `${path}${name}.`)
    for (const [each, texts] of found) sentences.set(each, [...(sentences.get(each) ?? []), ...texts])
  }
  return sentences
}

const placeholders = (texts: string[]): string => {
  const names = texts.flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))
  return [...new Set(names)].toSorted((one, other) => one.localeCompare(other)).join(' ')
}

const [english, chinese] = [sentencesOf(en), sentencesOf(zhCN)]

test('both languages have the same words', () => {
  expect(new Set(chinese.keys())).toEqual(new Set(english.keys()))
})

test('both languages put the same values into a sentence', () => {
  const differing = [...english]
    .filter(([key, texts]) => placeholders(texts) !== placeholders(chinese.get(key) ?? []))
    .map(([key]) => key)
  expect(differing).toEqual([])
})

test('Chinese sentences use full-width punctuation', () => {
  const halfWidth = [...chinese].filter(([, texts]) => texts.some((text) => /[\u4e00-\u9fff][,;:!?](?!\/)/.test(text)))
  expect(halfWidth.map(([key]) => key)).toEqual([])
})
