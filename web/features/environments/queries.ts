import { useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import {
  createEnvironment,
  listEnvironments,
  orderEnvironments,
  removeEnvironment,
  renameEnvironment,
  updateEnvironment,
} from '#shared/features/environments/api.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import { listFreezes } from '#shared/features/freezes/api.ts'
import { listUsers } from '#shared/features/users/api.ts'
import { call } from '../../api/call.ts'
import { invalidate, query, queryClient } from '../../api/query.ts'

/** The environments in their order. */
export const allEnvironments = () => query(listEnvironments, {})

/** Freezes of all environments: those that run or come first. */
export const allFreezes = () => query(listFreezes, {})

const onSuccess = () => invalidate(listEnvironments)

export const useCreateEnvironment = () =>
  useMutation({
    mutationFn: (body: Input<typeof createEnvironment>['body']) => call(createEnvironment, { body }),
    onSuccess,
  })

export const useUpdateEnvironment = (name: string) =>
  useMutation({
    mutationFn: (body: Input<typeof updateEnvironment>['body']) => call(updateEnvironment, { params: { name }, body }),
    onSuccess,
  })

/** Freezes and roles may follow it. */
export const useRenameEnvironment = (name: string) =>
  useMutation({
    mutationFn: (body: Input<typeof renameEnvironment>['body']) => call(renameEnvironment, { params: { name }, body }),
    onSuccess: () => invalidate(listEnvironments, listFreezes, listUsers),
  })

export const useRemoveEnvironment = (name: string) =>
  useMutation({
    mutationFn: (body: Input<typeof removeEnvironment>['body']) => call(removeEnvironment, { params: { name }, body }),
    onSuccess,
  })

/** Shows the new order at once; the old one comes back where it is refused. */
export const useOrderEnvironments = () =>
  useMutation({
    mutationFn: (environments: readonly Environment[]) =>
      call(orderEnvironments, { body: { names: environments.map(({ name }) => name) } }),
    onMutate: (environments) => {
      const renumbered = environments.map((one, at) => ({ ...one, order: at + 1 }))
      queryClient.setQueryData(allEnvironments().queryKey, { environments: renumbered })
    },
    onSettled: onSuccess,
  })
