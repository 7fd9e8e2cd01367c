import { expect, test } from 'vitest'
import { escapePattern, patternFault, patternFinds, unescapePattern } from './pattern.ts'

test.each([String.raw`\d+`, String.raw`\w`, String.raw`\bx`, '(?i)beta', '(?:a)', 'a+?', String.raw`\pL`])(
  'the pattern %s is more than POSIX',
  (pattern) => {
    expect(patternFault(pattern)).toBe('not-posix')
    expect(patternFinds(pattern, 'beta')).toBeUndefined()
  },
)

test.each(['(', 'a)', '[a', '*', 'a{2,1}'])('the pattern %s cannot be read', (pattern) => {
  expect(patternFault(pattern)).toBe('unreadable')
})

test.each(['^be[[:alpha:]]+-[0-9]{2}$', 'a|b', String.raw`\\d`, String.raw`1\.0`, '^(android|ios)$'])(
  'the pattern %s is understood by every data plane',
  (pattern) => {
    expect(patternFault(pattern)).toBeUndefined()
  },
)

test('a pattern is found anywhere unless it is anchored', () => {
  expect(patternFinds('eta', 'beta-1')).toBe(true)
  expect(patternFinds('^eta', 'beta-1')).toBe(false)
  expect(patternFinds(String.raw`\\d`, String.raw`a\d`)).toBe(true)
})

test('escaped text finds itself and comes back', () => {
  for (const text of ['1.0', 'a|b', 'x*(y)', String.raw`\d`, '中文']) {
    expect(patternFinds(`^${escapePattern(text)}$`, text)).toBe(true)
    expect(unescapePattern(escapePattern(text))).toBe(text)
  }
  expect(unescapePattern('a.c')).toBeUndefined()
})
