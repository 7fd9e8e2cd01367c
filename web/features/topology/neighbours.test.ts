import { expect, test } from 'vitest'
import { neighbourIn } from './neighbours.ts'

const rect = (x: number, y: number) => ({ x, y, width: 148, height: 46 })
const at = {
  portal: rect(0, 100),
  iam: rect(300, 0),
  ncr: rect(300, 100),
  vpc: rect(300, 200),
  billing: rect(600, 110),
}

test('arrows step to the nearest plate in their direction and stay in the row', () => {
  expect(neighbourIn('right', 'portal', at)).toBe('ncr')
  expect(neighbourIn('right', 'ncr', at)).toBe('billing')
  expect(neighbourIn('up', 'ncr', at)).toBe('iam')
  expect(neighbourIn('left', 'billing', at)).toBe('ncr')
})

test('at the border of the graph an arrow leads nowhere', () => {
  expect(neighbourIn('left', 'portal', at)).toBeUndefined()
  expect(neighbourIn('up', 'gone', at)).toBeUndefined()
})
