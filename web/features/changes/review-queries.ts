import { type QueryKey, useMutation } from '@tanstack/react-query'
import type { Endpoint, Input } from '#shared/contract/endpoint.ts'
import { checkEdits, listChanges, readChange } from '#shared/features/changes/api.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { countInbox } from '#shared/features/changes/inbox-count.ts'
import {
  addComment,
  applyChange,
  approveChange,
  breakGlass,
  leaveChange,
  listComments,
  listReviewers,
  readActs,
  readInbox,
  rejectChange,
  requestReviewers,
  reviewChangeAgain,
  scheduleChange,
  sendBackChange,
  undoChange,
  unscheduleChange,
  withdrawChange,
} from '#shared/features/changes/review-api.ts'
import { readService } from '#shared/features/services/api.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { call } from '../../api/call.ts'
import { invalidate, query, queryClient, windowed } from '../../api/query.ts'
import { changeOf, latestChanges } from './queries.ts'
import { editsOf } from './standing.ts'

/** What the state of a change allows, and what of it the caller may do. */
export const actsOf = (id: string) => query(readActs, { params: { id } })

/** Who may review it. */
export const reviewersOf = (id: string) => query(listReviewers, { params: { id } })

export const commentsOf = (id: string) => query(listComments, { params: { id } })

export const inbox = () => query(readInbox, {})

/** The edits as they would be checked now: whether the bases still stand, and what is found by now. */
export const standingOf = (change: ChangeRequest) => ({
  ...query(checkEdits, {
    body: { edits: editsOf(change), ...(change.revertAt && { revertAt: change.revertAt }) },
  }),
  staleTime: 15_000,
  refetchInterval: 30_000,
})

/** The called service with its callers and versions, of the last minutes. */
export const reachOf = ({ mesh, namespace, service }: PolicyRef) =>
  windowed(readService, { params: { mesh, namespace, service }, query: { last: '15m' } })

/** The labels of the called service of each policy, by `policyKey`; a service that cannot be read has none. */
export const labelsOf = (refs: readonly PolicyRef[]) => ({
  queryKey: [readService.path, 'labels', refs.map(policyKey)],
  queryFn: async () =>
    new Map(await Promise.all(refs.map(async (ref) => [policyKey(ref), await labelsAt(ref)] as const))),
})

const labelsAt = ({ mesh, namespace, service }: PolicyRef): Promise<Record<string, string>> =>
  queryClient.fetchQuery(query(readService, { params: { mesh, namespace, service }, query: {} })).then(
    ({ value }) => value.labels,
    () => ({}),
  )

/** Changes that touch a service, the newest first. */
export const changesBeside = ({ mesh, namespace, service }: PolicyRef) =>
  latestChanges({ mesh, namespace, service }, 50)

const refresh = () =>
  invalidate(listChanges, readChange, readActs, listReviewers, listComments, checkEdits, readInbox, countInbox)

async function keep(change: ChangeRequest): Promise<void> {
  queryClient.setQueryData(changeOf(change.id).queryKey as QueryKey, change) // the key of one change holds a change
  await refresh()
}

/** An act on a change, with what it needs to be told; a refusal may mean that it stands differently by now. */
const useAct = <E extends Endpoint>(endpoint: E, id: string) =>
  useMutation({
    mutationFn: async (body: BodyOf<E>) =>
      // Each of these endpoints takes the change's id and answers the change.
      (await call(endpoint, { params: { id }, ...(body === undefined ? {} : { body }) } as Input<E>)) as ChangeRequest,
    onSuccess: keep,
    onError: refresh,
  })

type BodyOf<E extends Endpoint> = Input<E> extends { body: infer Body } ? Body : void

export const useApprove = (id: string) => useAct(approveChange, id)
export const useSendBack = (id: string) => useAct(sendBackChange, id)
export const useReject = (id: string) => useAct(rejectChange, id)
export const useWithdraw = (id: string) => useAct(withdrawChange, id)
export const useReviewAgain = (id: string) => useAct(reviewChangeAgain, id)
export const useBreakGlass = (id: string) => useAct(breakGlass, id)
export const useApply = (id: string) => useAct(applyChange, id)
export const useSchedule = (id: string) => useAct(scheduleChange, id)
export const useUnschedule = (id: string) => useAct(unscheduleChange, id)
export const useUndo = (id: string) => useAct(undoChange, id)
export const useLeave = (id: string) => useAct(leaveChange, id)
export const useRequestReviewers = (id: string) => useAct(requestReviewers, id)

/** Says something of a change. */
export const useComment = (id: string) =>
  useMutation({
    mutationFn: (body: Input<typeof addComment>['body']) => call(addComment, { params: { id }, body }),
    onSuccess: () => invalidate(listComments),
  })
