import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffLine, diffLines, pairLines } from './lines.ts'

const textOf = (lines: DiffLine[], side: 'left' | 'right') =>
  lines
    .filter((line) => line[side] !== undefined)
    .map((line) => line.parts.map((part) => part.text).join(''))
    .join('\n')

test('a changed weight marks only its number on both lines', () => {
  const lines = diffLines('route:\n- weight: 100\n  tags: a', 'route:\n- weight: 95\n  tags: a')

  expect(lines.map((line) => line.kind)).toEqual(['same', 'removed', 'added', 'same'])
  const changed = (line: DiffLine | undefined) => line?.parts.filter((part) => part.changed).map((part) => part.text)
  expect(changed(lines[1])).toEqual(['100'])
  expect(changed(lines[2])).toEqual(['95'])
})

test('a text out of nothing is all added, and numbered from one', () => {
  expect(diffLines('', 'a\nb\n')).toMatchObject([
    { kind: 'added', right: 1 },
    { kind: 'added', right: 2 },
  ])
})

test('each side of a difference reads as the text it came from', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'weight: 5', 'weight: 95', '  tags', ''), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(text, text, (before, after) => {
      // A last empty line is the end of the line before it.
      const [one, other] = [`${before.join('\n')}.`, `${after.join('\n')}.`]
      const lines = diffLines(one, other)
      expect(textOf(lines, 'left')).toBe(one)
      expect(textOf(lines, 'right')).toBe(other)
    }),
  )
})

test('in two columns a line stands beside the one that replaces it', () => {
  const pairs = pairLines(diffLines('route:\n- weight: 100\n  tags', 'route:\n- weight: 90\n  tags\n- weight: 10'))

  expect(pairs.map(({ left, right }) => [left?.left, right?.right])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [undefined, 4],
  ])
})
