import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { RefusedRequest } from '../../api/call.ts'
import { Failed } from './Failed.tsx'
import { NotPermitted } from './NotPermitted.tsx'
import { Skeleton } from './Skeleton.tsx'

interface Props<Data> {
  query: UseQueryResult<Data, RefusedRequest>
  /** The final shape in grey; lines of a panel when left out. */
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}

/** What a query has come to: grey shape, refusal, failure, or its data. Data stays when a later reading fails. */
export function Loaded<Data>({ query, skeleton = <Skeleton />, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (!query.error) return skeleton
  if (query.error.code === 'not-permitted') return <NotPermitted problem={query.error} />
  return <Failed problem={query.error} onRetry={() => void query.refetch()} />
}
