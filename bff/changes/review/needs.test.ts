import { expect, test } from 'vitest'
import type { Review } from '#shared/features/changes/review.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import { ocrRef } from '../../test-support/ocr-mesh.ts'
import { approvalsFor, needsOf } from './needs.ts'

const environment = (more: Partial<Environment> = {}): Environment => ({
  name: 'production',
  order: 1,
  meshes: '*',
  namespaces: '*',
  approvals: 1,
  approverRole: 'approver',
  revision: 1,
  ...more,
})
const edit = { ref: ocrRef }

test('each environment asks once for all of its policies, and one that asks for nothing is no need', () => {
  const testing = environment({ name: 'testing', approvals: 0 })
  const elsewhere = { ref: { ...ocrRef, namespace: 'cloud@staging' } }

  expect(
    needsOf([
      { edit, environment: environment() },
      { edit: elsewhere, environment: environment() },
      { edit, environment: testing },
      { edit, environment: undefined },
    ]),
  ).toEqual([
    { environment: 'production', namespaces: ['cloud@production', 'cloud@staging'], approvals: 1, role: 'approver' },
  ])
})

test('above a rate more approve, and where the rate is not known as well', () => {
  const careful = environment({ moreAbove: { callsPerSecond: 50, approvals: 3 } })
  const asked = (reach: number | undefined) => needsOf([{ edit, environment: careful, reach }])[0]

  expect(asked(50)).toMatchObject({ approvals: 1 })
  expect(asked(50)).not.toHaveProperty('because')
  expect(asked(51)).toMatchObject({
    approvals: 3,
    because: { code: 'review-far-reaching', params: { rate: 51, limit: 50 } },
  })
  expect(asked(undefined)).toMatchObject({
    approvals: 3,
    because: { code: 'review-reach-unknown', params: { limit: 50 } },
  })
})

test('an approval counts for the round, the hash and the environments for which it was given, and no refusal counts', () => {
  const [need] = needsOf([{ edit, environment: environment() }])
  const review: Review = {
    round: 2,
    hash: 'seen',
    by: 'approver',
    verdict: 'approve',
    comment: '',
    environments: ['production'],
    at: '2026-11-20T14:02:10.000Z',
  }
  const counted = (more: Partial<Review>) =>
    need && approvalsFor(need, { round: 2, hash: 'seen' }, [{ ...review, ...more }]).length

  expect(counted({})).toBe(1)
  for (const other of [
    { round: 1 },
    { hash: 'other' },
    { environments: ['testing'] },
    { verdict: 'reject' as const },
  ]) {
    expect([other, counted(other)]).toEqual([other, 0])
  }
})
