import fc from 'fast-check'
import { expect, test } from 'vitest'
import { threeLines } from './three-lines.ts'

test('a line that both changed is contested, one that only they changed is not', () => {
  const rows = threeLines('precedence: 3\nweight: 100', 'precedence: 4\nweight: 90', 'precedence: 3\nweight: 95')

  expect(rows).toEqual([
    {
      base: 'precedence: 3',
      theirs: { text: 'precedence: 4', changed: true },
      mine: { text: 'precedence: 3', changed: false },
      contested: false,
    },
    {
      base: 'weight: 100',
      theirs: { text: 'weight: 90', changed: true },
      mine: { text: 'weight: 95', changed: true },
      contested: true,
    },
  ])
})

test('each column reads as the text it came from, whatever stands beside it', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'weight: 5', 'weight: 95', '  tags'), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(text, text, text, (base, theirs, mine) => {
      const rows = threeLines(base.join('\n'), theirs.join('\n'), mine.join('\n'))

      expect(rows.flatMap((row) => row.base ?? [])).toEqual(base)
      expect(rows.flatMap((row) => row.theirs?.text ?? [])).toEqual(theirs)
      expect(rows.flatMap((row) => row.mine?.text ?? [])).toEqual(mine)
    }),
  )
})
