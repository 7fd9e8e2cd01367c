import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import { listChanges, listRevisions } from '#shared/features/changes/api.ts'
import {
  listHistory,
  previewRestore,
  readRevision,
  restoreRevision,
  type RestoreWish,
} from '#shared/features/revisions/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

export type HistoryFilter = Omit<NonNullable<Input<typeof listHistory>['query']>, 'cursor' | 'limit'>

/** What was made of a mesh's policies, newest first, page by page. */
export const historyOf = (mesh: string, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: [listHistory.path, { params: { mesh }, query: filter }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(
        listHistory,
        { params: { mesh }, query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** One state with its documents; it never changes. */
export const revisionAt = (ref: PolicyRef, number: number) => ({
  ...query(readRevision, { params: { ...ref, number } }),
  staleTime: Infinity,
})

/** What restoring a state would write now. */
export const restoreOf = (ref: PolicyRef, number: number) => query(previewRestore, { params: { ...ref, number } })

/** Asks for the change that gives a policy back a state; answers with it. */
export const useRestore = (ref: PolicyRef, number: number) =>
  useMutation({
    mutationFn: (body: RestoreWish) => call(restoreRevision, { params: { ...ref, number }, body }),
    onSuccess: () => invalidate(listChanges, listHistory, listRevisions),
    // A refusal may mean that the policy stands differently now.
    onError: () => invalidate(previewRestore),
  })
