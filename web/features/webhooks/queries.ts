import { type InfiniteData, infiniteQueryOptions, type QueryKey, useMutation } from '@tanstack/react-query'
import type { Input, Output } from '#shared/contract/endpoint.ts'
import { listDeliveries, listWebhooks, sendAgain, testWebhook } from '#shared/features/webhooks/api.ts'
import { call, type RefusedRequest } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

export type DeliveryFilter = NonNullable<Pick<NonNullable<Input<typeof listDeliveries>['query']>, 'webhook' | 'state'>>
export type DeliveryPage = Output<typeof listDeliveries>

/** Every webhook and how it fares. */
export const allWebhooks = () => query(listWebhooks, {})

/** What was told, from the newest on, page after page. */
export const deliveriesOf = (filter: DeliveryFilter) =>
  infiniteQueryOptions<DeliveryPage, RefusedRequest, InfiniteData<DeliveryPage>, QueryKey, string | undefined>({
    queryKey: [listDeliveries.path, { query: filter }],
    queryFn: ({ pageParam: cursor, signal }) =>
      call(listDeliveries, { query: { ...filter, ...(cursor === undefined ? {} : { cursor }) } }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
  })

const onSuccess = () => invalidate(listWebhooks, listDeliveries)

export const useTest = (name: string) =>
  useMutation({ mutationFn: () => call(testWebhook, { params: { name } }), onSuccess })

export const useSendAgain = (number: number) =>
  useMutation({ mutationFn: () => call(sendAgain, { params: { number } }), onSuccess })
