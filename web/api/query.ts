import {
  type DataTag,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryFunctionContext,
  type QueryKey,
} from '@tanstack/react-query'
import type { Endpoint, Input, Output } from '#shared/contract/endpoint.ts'
import type { WindowQuery } from '#shared/contract/window.ts'
import { call, RefusedRequest } from './call.ts'
import { loseSession } from './session-loss.ts'

/** Seconds between two readings of a sliding window while the page is seen. */
const windowRefreshSeconds = 5

/** Seconds between two readings of anything else that carries stamps: a source may fall silent or come back without an event. */
const readingRefreshSeconds = 10

/** Seconds until what failed for a silent backend is asked for again. */
const recoverySeconds = 15

const onError = (error: unknown) => {
  if (error instanceof RefusedRequest && error.code === 'signed-out') loseSession()
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError: (error) => onError(error) }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What a silent backend could not answer is asked again by itself.
      refetchInterval: ({ state }) => {
        if (isPassing(state.error)) return recoverySeconds * 1000
        return hasStamps(state.data) ? readingRefreshSeconds * 1000 : false
      },
      retry: (failures, error) => isPassing(error) && failures < 2,
      retryDelay: (failure) => 500 * 2 ** failure,
    },
  },
})

/** Whether asking again may help: the console's server or a backend was away for a moment. */
const isPassing = (error: unknown): boolean =>
  error instanceof RefusedRequest && [0, 502, 503, 504].includes(error.status)

/** Whether sources stand behind it, each with its age. */
const hasStamps = (data: unknown): boolean => typeof data === 'object' && data !== null && 'stamps' in data

/** Options of a query: what `useQuery`, `useSuspenseQuery` and loaders take. */
export interface Query<Data> {
  queryKey: DataTag<QueryKey, Data, RefusedRequest>
  queryFn: (context: QueryFunctionContext) => Promise<Data>
}

/** Options of a query of an endpoint. */
export const query = <E extends Endpoint>(endpoint: E, input: Input<E>): Query<Output<E>> => ({
  // The tag exists for the compiler only: it tells what lies in the cache under this key.
  queryKey: [endpoint.path, input] as unknown as Query<Output<E>>['queryKey'],
  queryFn: ({ signal }) => call(endpoint, input, signal),
})

/** As `query`, read again every few seconds while the window slides; the last figures stay until the next are there. */
export const windowed = <E extends Endpoint>(endpoint: E, input: Input<E> & { query?: WindowQuery }) => ({
  ...query(endpoint, input),
  placeholderData: <Data>(before: Data): Data => before,
  refetchInterval: input.query?.to === undefined ? windowRefreshSeconds * 1000 : (false as const),
})

/** Makes what was read from these endpoints stale; what is on the screen is read again at once. */
export async function invalidate(...endpoints: Endpoint[]): Promise<void> {
  await Promise.all(endpoints.map((endpoint) => queryClient.invalidateQueries({ queryKey: [endpoint.path] })))
}
