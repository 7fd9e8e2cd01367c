import type { ReactNode } from 'react'
import { RefusedRequest } from '../../api/call.ts'
import { Failed } from './Failed.tsx'
import { NotPermitted } from './NotPermitted.tsx'
import { NotFound } from './RouteError.tsx'
import { Skeleton } from './Skeleton.tsx'

interface Props<Data> {
  /** What `useQuery` answered. */
  query: { data: Data | undefined; error: Error | null; refetch: () => Promise<unknown> }
  /** The final shape in grey; lines of a panel when left out. */
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}

/** What a query has come to: grey shape, refusal, nothing there, failure, or its data. Data stays when a later reading fails. */
export function Loaded<Data>({ query, skeleton = <Skeleton />, children }: Props<Data>) {
  const { data, error } = query
  if (data !== undefined) return children(data)
  if (!error) return skeleton
  if (!(error instanceof RefusedRequest)) throw error
  if (error.code === 'not-permitted') return <NotPermitted problem={error} />
  if (error.code === 'not-found') return <NotFound problem={error} />
  return <Failed problem={error} onRetry={() => void query.refetch()} />
}
