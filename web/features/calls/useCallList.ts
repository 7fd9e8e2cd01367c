import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { RefusedRequest } from '../../api/call.ts'
import { type Asked, callList, type CallPage, newerCalls } from './queries.ts'

/**
 * The records that a filter finds. While `still` is false and the window slides, new ones come in by themselves;
 * otherwise the rows stay where they are and `newer` counts what came since. Without a filter nothing is asked.
 */
export function useCallList(asked: Asked, enabled: boolean, still: boolean) {
  const client = useQueryClient()
  const sliding = asked.window.to === undefined
  const options = callList(asked, sliding && !still)
  const list = useInfiniteQuery({ ...options, enabled })
  const pages = list.data?.pages ?? []
  const first = pages[0]
  const held = sliding && (still || pages.length > 1)
  const newer = useQuery({
    ...newerCalls(asked, first?.window.to ?? ''),
    enabled: enabled && held && first !== undefined && !list.isPlaceholderData,
  })

  async function showNewer() {
    client.setQueryData<InfiniteData<CallPage>>(options.queryKey, (before) =>
      before ? { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) } : undefined,
    )
    await list.refetch()
  }

  return {
    list,
    first,
    rows: distinct(pages.flatMap(({ items }) => items)),
    sliding,
    held,
    // While the rows are held only the count of newer ones is asked for, and may be refused.
    error: list.error ?? (held && newer.error instanceof RefusedRequest ? newer.error : null),
    newer: held ? (newer.data ?? 0) : 0,
    showNewer,
  }
}

/** A half that came late can move a record from one page to the next; it is shown once. */
const distinct = (records: readonly CallRecord[]): CallRecord[] => [
  ...new Map(records.map((record) => [record.id, record])).values(),
]
