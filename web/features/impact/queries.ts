import { keepPreviousData } from '@tanstack/react-query'
import type { SlidingWindow } from '#shared/contract/window.ts'
import { readImpact } from '#shared/features/impact/api.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'

/** What edits would have done to the calls of a window. A replay is no live figure: it stays until the draft changes. */
export const impactOf = (edits: readonly PolicyEdit[], last: SlidingWindow) => ({
  ...query(readImpact, { body: { edits: [...edits] }, query: { last } }),
  placeholderData: keepPreviousData,
  staleTime: 60_000,
})
