import { useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import { listEnvironments } from '#shared/features/environments/api.ts'
import { createFreeze, liftFreeze, listFreezes, updateFreeze } from '#shared/features/freezes/api.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

/** Every freeze that runs or comes, then the latest that have ended. */
export const allFreezes = () => query(listFreezes, {})

/** The environments that may be frozen. */
export const environments = () => query(listEnvironments, {})

const onSuccess = () => invalidate(listFreezes)

export const useCreateFreeze = () =>
  useMutation({ mutationFn: (body: Input<typeof createFreeze>['body']) => call(createFreeze, { body }), onSuccess })

export const useUpdateFreeze = (id: string) =>
  useMutation({
    mutationFn: (body: Input<typeof updateFreeze>['body']) => call(updateFreeze, { params: { id }, body }),
    onSuccess,
  })

export const useLiftFreeze = (id: string) =>
  useMutation({
    mutationFn: (body: Input<typeof liftFreeze>['body']) => call(liftFreeze, { params: { id }, body }),
    onSuccess,
  })
