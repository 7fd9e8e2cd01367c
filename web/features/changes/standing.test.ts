import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { editsOf, missingApprovals, movedEdits } from './standing.ts'

const ref = (service: string) => ({
  mesh: 'sandbox',
  namespace: 'cloud',
  service,
  kind: 'route-rules' as const,
  name: 'app',
})
const edit = (service: string, base: string): ChangeRequest['edits'][number] => ({
  ref: ref(service),
  base,
  before: null,
  after: { spec: { routes: [] }, enabled: true, native: [] },
})
const now = (service: string, base: string) => ({ ref: ref(service), base, before: [], after: [] })

test('only the policies that moved since are told', () => {
  const change = { edits: [edit('ocr', 'a'), edit('vpc', 'b')] }

  expect(movedEdits(change, { edits: [now('ocr', 'a'), now('vpc', 'c')] })).toEqual([edit('vpc', 'b')])
})

test('a policy that is to be deleted is asked for as nothing', () => {
  expect(editsOf({ edits: [{ ...edit('ocr', 'a'), after: null }] })).toEqual([
    { ref: ref('ocr'), base: 'a', spec: null, enabled: false },
  ])
})

test('what is missing counts each environment by itself, and too many approvals of one do not help another', () => {
  const need = (environment: string, approvals: number, given: number) => ({
    environment,
    namespaces: ['cloud'],
    approvals,
    role: 'approver' as const,
    given,
  })
  const change = { needs: [need('production', 2, 1), need('testing', 1, 3)] }

  expect(missingApprovals(change)).toBe(1)
  expect(missingApprovals(change, ['testing'])).toBe(1)
  expect(missingApprovals(change, ['production'])).toBe(0)
})
