import { expect, test } from 'vitest'
import { whatHappened } from './happened.ts'

const said = (limit: number, enabled = true) => ({ spec: { limit }, enabled })

test('what happened to a policy is told from what it said before and after', () => {
  expect(whatHappened(undefined, said(5))).toBe('created')
  expect(whatHappened(said(5), undefined)).toBe('deleted')
  expect(whatHappened(said(5), said(6, false))).toBe('changed')
  expect(whatHappened(said(5), said(5, false))).toBe('off')
  expect(whatHappened(said(5, false), said(5))).toBe('on')
  expect(whatHappened(said(5), said(5))).toBe('text')
})
