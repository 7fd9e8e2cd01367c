import { expect, test } from 'vitest'
import { z } from 'zod'
import { instantOf } from '#shared/contract/instant.ts'
import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { ocrRef } from '../test-support/ocr-mesh.ts'
import { endFindings } from './end-check.ts'
import { policyKind, policyKinds } from './kind.ts'

const kinds = policyKinds(
  policyKind<unknown>({
    kind: 'route-rules',
    endpoints: routeRuleEndpoints,
    write: 'route-rules:write',
    draft: z.unknown(),
    needsEnd: true,
    longestSeconds: 7200,
  }),
)
const edit: PolicyEdit = { ref: ocrRef, spec: {}, enabled: true, base: 'none' }
const inHours = (count: number) => instantOf(Date.now() + count * 3_600_000)
const codes = (wish: Partial<Parameters<typeof endFindings>[1]>) =>
  endFindings(kinds, { author: 'someone', edits: [edit], ...wish }).map(({ code }) => code)

test('a kind that needs an end is not switched on without one', () => {
  expect(endFindings(kinds, { author: 'someone', edits: [edit] })).toEqual([
    { code: 'end-missing', severity: 'error', params: {}, field: 'revertAt' },
  ])
  expect(codes({ revertAt: inHours(1) })).toEqual([])
})

test('switched off or deleted it needs none', () => {
  expect(codes({ edits: [{ ...edit, enabled: false }] })).toEqual([])
  expect(codes({ edits: [{ ...edit, spec: null }] })).toEqual([])
})

test('what ends by itself gives back what stood there without an end of its own; a person who does so says one', () => {
  expect(codes({ back: 'by-itself' })).toEqual([])
  expect(codes({ back: 'by-hand' })).toEqual(['end-missing'])
})

test('a kind may allow less time than any change has', () => {
  expect(endFindings(kinds, { author: 'someone', edits: [edit], revertAt: inHours(3) })).toMatchObject([
    { code: 'end-too-late', params: { hours: 2 } },
  ])
  expect(codes({ edits: [{ ...edit, spec: null }], revertAt: inHours(3) })).toEqual([])
})
