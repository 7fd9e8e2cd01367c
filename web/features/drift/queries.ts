import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import type { Endpoint, Input, Output } from '#shared/contract/endpoint.ts'
import { epochMs } from '#shared/contract/instant.ts'
import { listChanges, listRevisions } from '#shared/features/changes/api.ts'
import {
  adoptDrift,
  ignoreDrift,
  listDrift,
  previewDriftRevert,
  readDrift,
  revertDrift,
  watchDrift,
} from '#shared/features/drift/api.ts'
import { listHistory, type RestoreWish } from '#shared/features/revisions/api.ts'
import { readService } from '#shared/features/services/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

export type DriftFilter = Omit<NonNullable<Input<typeof listDrift>['query']>, 'cursor' | 'limit'>

/** Milliseconds after the time at which something comes back; the server's clock is not this one's. */
const laterMs = 1500
/** Timers of browsers end before 25 days. */
const longestMs = 86_400_000

/** When to ask again so that what was ignored comes back by itself. */
const untilBack = (at: string | undefined): number | false =>
  at === undefined ? false : Math.min(longestMs, Math.max(laterMs, epochMs(at) - Date.now() + laterMs))

/** What others changed, the newest first, page by page. */
export const driftOf = (mesh: string, filter: DriftFilter) =>
  infiniteQueryOptions({
    queryKey: [listDrift.path, { params: { mesh }, query: filter }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(
        listDrift,
        { params: { mesh }, query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => untilBack(state.data?.pages[0]?.comesBackAt),
  })

/** How many policies of a mesh drift. */
export const driftCountOf = (mesh: string) => ({
  ...query(listDrift, { params: { mesh }, query: { limit: 1 } }),
  refetchInterval: ({ state }: { state: { data: Output<typeof listDrift> | undefined } }) =>
    untilBack(state.data?.comesBackAt),
})

/** How one policy stands to what was accepted of it. */
export const driftAt = (policy: PolicyRef) => query(readDrift, { params: policy })

/** What putting the accepted state back would write now. */
export const revertOf = (policy: PolicyRef) => query(previewDriftRevert, { params: policy })

/** Who called a service in the last minutes. */
export const callersOf = ({ mesh, namespace, service }: PolicyRef) => ({
  ...query(readService, { params: { mesh, namespace, service }, query: { last: '15m' } }),
  refetchInterval: false as const,
})

const told: Endpoint[] = [listDrift, readDrift, listHistory]

/** Asks for the change that puts the accepted state back. */
export const useRevertDrift = (policy: PolicyRef) =>
  useMutation({
    mutationFn: (body: RestoreWish) => call(revertDrift, { params: policy, body }),
    onSuccess: () => invalidate(...told, listChanges, listRevisions),
    // A refusal may mean that the policy stands differently now.
    onError: () => invalidate(previewDriftRevert, readDrift, listDrift),
  })

/** Takes what stands in the mesh for the accepted state. */
export const useAdopt = (policy: PolicyRef) =>
  useMutation({
    mutationFn: (body: Input<typeof adoptDrift>['body']) => call(adoptDrift, { params: policy, body }),
    onSettled: () => invalidate(...told),
  })

/** Lets a difference be for a while. */
export const useIgnore = (policy: PolicyRef) =>
  useMutation({
    mutationFn: (body: Input<typeof ignoreDrift>['body']) => call(ignoreDrift, { params: policy, body }),
    onSettled: () => invalidate(...told),
  })

/** Ends that. */
export const useWatchAgain = (policy: PolicyRef) =>
  useMutation({ mutationFn: () => call(watchDrift, { params: policy }), onSettled: () => invalidate(...told) })
