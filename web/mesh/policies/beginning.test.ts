import { expect, test } from 'vitest'
import type { ChangeRequest, Draft } from '#shared/features/changes/model.ts'
import { beginningOf } from './beginning.ts'

const ref = {
  mesh: 'sandbox',
  namespace: 'cloud@production',
  service: 'ocr',
  kind: 'rate-limits' as const,
  name: 'app',
}
const native = [{ key: 'limit', labels: {}, format: 'yaml' as const, text: '20', enabled: true }]
const request = (roundAt: string): ChangeRequest => ({
  id: 'CR-5',
  mesh: 'sandbox',
  title: 'A limit',
  reason: '',
  author: 'operator',
  state: 'in_review',
  hash: '7be1',
  edits: [{ ref, base: 'b', before: null, after: { spec: { limit: 20 }, enabled: true, native } }],
  findings: [],
  steps: [],
  proof: { level: 'none', instances: [], shares: [], at: roundAt },
  createdAt: '2026-11-20T10:00:00.000Z',
  round: 2,
  roundAt,
  needs: [],
  reviews: [],
  requestedReviewers: [],
  contributors: ['operator', 'operator-2'],
  revision: 3,
})
const draft = (savedAt: string, spec: unknown): Draft => ({
  ref,
  spec,
  enabled: true,
  base: 'b',
  author: 'operator',
  savedAt,
  others: [],
})
const [before, then, after] = ['2026-11-20T10:10:00.000Z', '2026-11-20T10:30:00.000Z', '2026-11-20T10:40:00.000Z']
const read = (spec: unknown) => spec

test('a draft from before a newer round of the request does not beat it, and is not lost', () => {
  const old = draft(before, { limit: 30 })

  const { kept, older } = beginningOf(ref, old, request(then), read)

  expect(kept).toMatchObject({ spec: { limit: 20 }, savedAt: then })
  expect(older).toBe(old)
})

test('what was typed since the round was sent is gone on with', () => {
  const newer = draft(after, { limit: 30 })

  expect(beginningOf(ref, newer, request(then), read)).toEqual({ kept: newer, older: null })
})

test('a draft that says what the round says asks for no choice', () => {
  expect(beginningOf(ref, draft(before, { limit: 20 }), request(then), read).older).toBeNull()
})

test('typed text that the round does not hold is a draft of its own', () => {
  const typed = {
    ...draft(before, { limit: 20 }),
    text: [{ key: 'limit', labels: {}, format: 'yaml' as const, text: '2' }],
  }

  expect(beginningOf(ref, typed, request(then), read).older).toBe(typed)
})
