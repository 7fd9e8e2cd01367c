import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inShell, wordsOf } from '../../test-support/shell.ts'
import { curl, quoted } from './curl.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

/** Texts full of what means something to a shell. */
const trap = fc.constantFrom(
  "'",
  '"',
  '\\',
  '$(id)',
  '`id`',
  '$HOME',
  '!!',
  '#',
  '&&',
  ';',
  '\n',
  '*',
  '~',
  '--',
  '@',
  '路由',
)
const text = fc
  .array(fc.oneof(trap, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 })
  .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed())
/** A bash process each. */
const run = { seed, numRuns: 25 }

describe(`with seed ${seed}`, () => {
  test('any text is one word of a shell and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), async (texts) => {
        expect(await wordsOf('tell', `tell ${texts.map(quoted).join(' ')}`)).toEqual(texts)
      }),
      run,
    )
  })

  test('a command asks for exactly the request: method, address, headers and body', async () => {
    const url = new URL('http://kie.example:30110/v1/default/kie/kv/1?key=a%27b')
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), text, async (body, value) => {
        const command = curl({
          method: 'PUT',
          url,
          headers: { 'Content-Type': 'application/json' },
          body: { body, value },
        })

        const words = await wordsOf('curl', command)

        const given = (option: string) => words[words.indexOf(option) + 1] ?? ''
        expect(given('--request')).toBe('PUT')
        expect(given('--header')).toBe('Content-Type: application/json')
        expect(JSON.parse(given('--data-raw'))).toEqual(JSON.parse(JSON.stringify({ body, value })))
        expect(words.at(-1)).toBe(url.href)
      }),
      run,
    )
  })
})

test('a word with a NUL cannot be written', () => {
  expect(() => quoted('a\0b')).toThrow('NUL')
})

test('a command that only looks stands in one line and names no method', async () => {
  const command = curl({ method: 'GET', url: new URL('http://kie.example/v1/default/kie/kv/1'), headers: {} })

  expect(command).not.toMatch(/\n|--request/)
  expect(await inShell(`bash -n -c ${quoted(command)}`)).toBe('')
})

test('an address with brackets is one address', () => {
  const url = new URL('http://[::1]:30110/v1/default/kie/kv')

  expect(curl({ method: 'GET', url, headers: {} })).toContain(" --globoff 'http://[::1]:30110/v1/default/kie/kv'")
})

test('no command holds what an address says of a credential', () => {
  const url = new URL('http://root:s3cret@kie.example:30110/v1/default/kie/kv')

  expect(curl({ method: 'GET', url, headers: {} })).not.toMatch(/root|s3cret/)
})
