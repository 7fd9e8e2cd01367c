import { expect, test } from 'vitest'
import { scriptText, stepText } from './script.ts'

const create = { what: 'Create a', only: 'Only while nothing is there:', look: "curl 'look-a'", command: "curl 'a'" }
const remove = { what: 'Delete b', only: 'Only while it is 7:', look: "curl 'look-b'", command: "curl 'b'" }

test('a command has what it does and what it rests on above it', () => {
  expect(stepText(create)).toBe("# Create a\n# Only while nothing is there: curl 'look-a'\ncurl 'a'")
})

test('of several each runs only where those before it did, and no word stands between them', () => {
  expect(scriptText([create, remove])).toBe(
    [
      '# 1. Create a',
      "#    Only while nothing is there: curl 'look-a'",
      '# 2. Delete b',
      "#    Only while it is 7: curl 'look-b'",
      "curl 'a' &&",
      "curl 'b'",
    ].join('\n'),
  )
})

test.each(['\n', '\r', '\r\n', '\u2028'])('a name with a line break (%j) runs nothing', (end) => {
  const text = stepText({ ...create, what: `Create a${end}reboot` })

  expect(text.split(/\r|\n|\u2028/u)).toEqual([
    '# Create a reboot',
    "# Only while nothing is there: curl 'look-a'",
    "curl 'a'",
  ])
})
