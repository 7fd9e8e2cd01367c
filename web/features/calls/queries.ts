import { type InfiniteData, infiniteQueryOptions, keepPreviousData, type QueryKey } from '@tanstack/react-query'
import type { Output } from '#shared/contract/endpoint.ts'
import { epochMs, type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Window, WindowQuery } from '#shared/contract/window.ts'
import type { CallDetail } from '#shared/features/calls/model.ts'
import { type CallFilter, countCalls, readCall, searchCalls, suggestCallValues } from '#shared/features/calls/api.ts'
import { call, type RefusedRequest } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import type { SuggestedField } from './fields.ts'

const pageSize = 100
const refreshMs = 5_000
const retryMs = 10_000

export interface Asked {
  mesh: string
  filter: CallFilter
  window: WindowQuery
}

export type CallPage = Output<typeof searchCalls>
type Next = Window & { cursor: string }

/**
 * Records from the newest on, page after page. All pages are read in the window that the first one settled, so that
 * totals stay exact while older ones are loaded. With `follows` the first page is read again every five seconds.
 */
export const callList = ({ mesh, filter, window }: Asked, follows: boolean) =>
  infiniteQueryOptions<CallPage, RefusedRequest, InfiniteData<CallPage>, QueryKey, Next | undefined>({
    queryKey: [searchCalls.path, { params: { mesh }, query: { ...filter, ...window } }, 'list'],
    queryFn: ({ pageParam, signal }) =>
      call(searchCalls, { params: { mesh }, query: { ...filter, ...(pageParam ?? window), limit: pageSize } }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next, window: { from, to } }) => (next === undefined ? undefined : { cursor: next, from, to }),
    placeholderData: keepPreviousData,
    // Only what this page decides moves its rows.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => {
      if (state.status === 'error') return retryMs
      return follows && state.data?.pages.length === 1 ? refreshMs : false
    },
  })

/** How many matching calls began after the list was read. Asked by a long end, so that the browser's clock plays no part. */
export const newerCalls = ({ mesh, filter }: Asked, since: Instant) => ({
  queryKey: [searchCalls.path, { params: { mesh }, query: filter, since }, 'newer'] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const to = instantOf(epochMs(since) + 86_400_000)
    const page = await call(searchCalls, { params: { mesh }, query: { ...filter, from: since, to, limit: 1 } }, signal)
    return page.total
  },
  refetchInterval: refreshMs,
})

/** Bars of a settled window. */
export const callBars = (mesh: string, filter: CallFilter, window: Window) => ({
  ...query(countCalls, { params: { mesh }, query: { ...filter, ...window } }),
  placeholderData: keepPreviousData,
  staleTime: Infinity,
  // A sliding window asks for a new one every few seconds.
  gcTime: 15_000,
})

/** How many calls a filter finds in a settled window; nothing is asked before it is settled. */
export const callTotal = (mesh: string, filter: CallFilter, window: Window | undefined) => ({
  ...query(searchCalls, { params: { mesh }, query: { ...filter, ...window, limit: 1 } }),
  enabled: window !== undefined,
  select: ({ total }: CallPage) => total,
})

/** One call with headers and bodies; personal values only where `unmask` asks for them, which is logged. */
export const callDetail = (mesh: string, id: string, unmask: boolean) => ({
  ...query(readCall, { params: { mesh, id }, query: unmask ? { unmask: 'true' } : {} }),
  placeholderData: (before: CallDetail | undefined) => (before?.id === id ? before : undefined),
  // Each reading of unmasked values is logged: once is enough.
  ...(unmask ? { staleTime: Infinity, gcTime: 0 } : {}),
})

/** Frequent values of a field that begin with a text. */
export const callValues = (mesh: string, window: WindowQuery, field: SuggestedField, prefix: string) => ({
  ...query(suggestCallValues, { params: { mesh }, query: { ...window, field, ...(prefix ? { prefix } : {}) } }),
  placeholderData: keepPreviousData,
  staleTime: 30_000,
})
