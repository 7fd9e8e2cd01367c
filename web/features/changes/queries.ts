import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import type { Instant } from '#shared/contract/instant.ts'
import type { ChangeRequest, ChangeState } from '#shared/features/changes/model.ts'
import {
  endChange,
  listChanges,
  previewRevert,
  proveChange,
  readChange,
  retryChange,
  revertChange,
} from '#shared/features/changes/api.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { call } from '../../api/call.ts'
import { invalidate, query, queryClient } from '../../api/query.ts'
import { isReplaced } from './proof.ts'

export interface ChangeFilter {
  mesh?: string
  namespace?: string
  service?: string
  state?: ChangeState
}

/** Changes, newest first, page by page. */
export const changesOf = (filter: ChangeFilter) =>
  infiniteQueryOptions({
    queryKey: [listChanges.path, filter, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(listChanges, { query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** The newest few. */
export const latestChanges = (filter: ChangeFilter, limit: number) =>
  query(listChanges, { query: { ...filter, limit } })

/** The newest few that touch a service. */
export const changesOfService = ({ mesh, namespace, name }: ServiceRef) =>
  latestChanges({ mesh, namespace, service: name }, 20)

/** Seconds between two readings of a change whose proof still grows. */
const growingSeconds = 3

/** One change, read again while it is being applied or proven. */
export const changeOf = (id: string) => ({
  ...query(readChange, { params: { id } }),
  refetchInterval: ({ state }: { state: { data: ChangeRequest | undefined } }) =>
    state.data && isGrowing(state.data) ? growingSeconds * 1000 : (false as const),
})

/** Whether more can become known by itself: it is being written, or written and neither observed nor replaced. */
export const isGrowing = ({ state, proof }: ChangeRequest): boolean =>
  state === 'applying' ||
  state === 'reverting' ||
  (state === 'applied' && proof.level !== 'observed' && !isReplaced(proof))

const keep = async (change: ChangeRequest) => {
  queryClient.setQueryData(changeOf(change.id).queryKey, change)
  await invalidate(listChanges)
}

/** Reads the instances again. */
export const useProveChange = (id: string) =>
  useMutation({ mutationFn: () => call(proveChange, { params: { id } }), onSuccess: keep })

/** Goes on with what is left of a failed or partly applied change. */
export const useRetryChange = (id: string) =>
  useMutation({ mutationFn: () => call(retryChange, { params: { id } }), onSuccess: keep })

/** What taking a change back would write now. */
export const previewOf = (id: string) => query(previewRevert, { params: { id } })

/** Takes an applied change back; answers with the change that does. */
export const useRevertChange = (id: string) =>
  useMutation({
    mutationFn: (wish: { reason: string; revertAt?: Instant }) => call(revertChange, { params: { id }, body: wish }),
    onSuccess: () => invalidate(listChanges, readChange, previewRevert),
  })

/** Ends now what would end by itself later. */
export const useEndChange = (id: string) =>
  useMutation({ mutationFn: () => call(endChange, { params: { id } }), onSuccess: keep })
