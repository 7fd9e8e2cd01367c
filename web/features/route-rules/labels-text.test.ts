import { expect, test } from 'vitest'
import { entriesOf, labelsOf } from './labels-text.ts'

test('labels read back as they were typed', () => {
  const labels = { version: '1.0.1', zone: 'a' }
  expect(labelsOf(entriesOf(labels))).toEqual(labels)
})

test('of what is typed only names with values become labels, the last one of a name', () => {
  expect(labelsOf(['zone=a', 'zone = b', 'version', '=x', 'rack=', 'query=a=b'])).toEqual({ zone: 'b', query: 'a=b' })
})
