import { useMutation } from '@tanstack/react-query'
import type { InboxItem } from '#shared/features/changes/inbox.ts'
import { countInbox } from '#shared/features/changes/inbox-count.ts'
import { dismissInboxItem, readInbox } from '#shared/features/changes/review-api.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

/** What waits for the person, the newest first. */
export const inbox = () => query(readInbox, {})

/** Takes what was only to be known out of it. */
export const useDismiss = () =>
  useMutation({
    mutationFn: ({ change, kind }: InboxItem) => call(dismissInboxItem, { body: { change: change.id, kind } }),
    onSuccess: () => invalidate(readInbox, countInbox),
  })
