import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { editorsOf } from './editors.ts'

const edit = (
  kind: PolicyKind,
  more: Partial<ChangeRequest['edits'][number]> = {},
): ChangeRequest['edits'][number] => ({
  ref: { mesh: 'sandbox', namespace: 'cloud', service: 'ocr', kind, name: 'app' },
  base: 'a',
  before: null,
  after: { spec: {}, enabled: true, native: [] },
  ...more,
})

test('each policy of a change is edited at an address of its own, which names the change', () => {
  const editors = editorsOf({ id: 'CR-7', edits: [edit('route-rules'), edit('rate-limits')] }, () => true)

  expect(editors.map(({ ref, address }) => [ref.kind, address])).toEqual([
    ['route-rules', '/meshes/sandbox/namespaces/cloud/services/ocr/route-rules/app?change=CR-7'],
    ['rate-limits', '/meshes/sandbox/namespaces/cloud/services/ocr/rate-limits/app?change=CR-7'],
  ])
})

test('what is to be deleted, and the status of an instance, has no editor', () => {
  const edits = [edit('route-rules', { after: null }), edit('instance-status'), edit('retries')]

  expect(editorsOf({ id: 'CR-7', edits }, () => true).map(({ ref }) => ref.kind)).toEqual(['retries'])
})

test('a policy that the reader may not write has no editor for them', () => {
  const edits = [edit('route-rules'), edit('retries')]

  const editors = editorsOf({ id: 'CR-7', edits }, ({ kind }) => kind === 'retries')

  expect(editors.map(({ ref }) => ref.kind)).toEqual(['retries'])
})
