import { expect, test } from 'vitest'
import type { NativeDocument, PolicyRef } from '#shared/mesh/policy.ts'
import { countDocuments } from './count-documents.ts'

const ref: PolicyRef = { mesh: 'm', namespace: 'n', service: 'ocr', kind: 'route-rules', name: 'app' }
const document = (key: string, text: string, enabled = true): NativeDocument => ({
  key,
  labels: { app: 'cloud', environment: 'production' },
  format: 'yaml',
  text,
  enabled,
})

test('documents are counted once each, by what becomes of them', () => {
  const before = [document('same', 'a'), document('text', 'a'), document('switch', 'a'), document('old', 'a')]
  const after = [document('same', 'a'), document('text', 'b'), document('switch', 'a', false), document('new', 'a')]

  expect(countDocuments([{ ref, base: 'none', before, after }])).toEqual({ changed: 2, made: 1, removed: 1 })
  expect(countDocuments([])).toEqual({ changed: 0, made: 0, removed: 0 })
})

test('labels in another order are the same document', () => {
  const turned = { ...document('same', 'a'), labels: { environment: 'production', app: 'cloud' } }

  expect(countDocuments([{ ref, base: 'none', before: [document('same', 'a')], after: [turned] }])).toEqual({
    changed: 0,
    made: 0,
    removed: 0,
  })
})
