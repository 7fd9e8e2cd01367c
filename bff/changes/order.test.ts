import { expect, test } from 'vitest'
import type { ChangeEdit } from '#shared/features/changes/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { inOrderOfWriting } from './order.ts'

const edit = (service: string, kind: PolicyKind, goes = false): ChangeEdit => ({
  ref: { mesh: 'cloud', namespace: 'cloud@production', service, kind, name: 'app' },
  base: 'none',
  before: null,
  after: goes ? null : { spec: {}, enabled: true, native: [] },
})

/** As if route rules rested on load balancing. */
const rankOf = (kind: PolicyKind): number => (kind === 'route-rules' ? 1 : 0)

test('what rests on another kind is written after it and goes before it, and nothing goes before all is there', () => {
  const edits = [
    edit('old-rest', 'load-balancing', true),
    edit('old', 'route-rules', true),
    edit('new', 'route-rules'),
    edit('new-rest', 'load-balancing'),
    edit('newer', 'route-rules'),
  ]

  expect(inOrderOfWriting(edits, rankOf).map(({ ref }) => ref.service)).toEqual([
    'new-rest',
    'new',
    'newer',
    'old',
    'old-rest',
  ])
})
