import type { MatrixEnd } from '#shared/features/authorizations/model.ts'
import { useMesh } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'

/** Where the call records of a pair of services are; undefined for ends that the records cannot be asked by. */
export function useCallsAddress(): (caller: MatrixEnd, callee: MatrixEnd) => string | undefined {
  const mesh = useMesh()
  return (caller, callee) => {
    if (callee.kind !== 'service' || (caller.kind !== 'service' && caller.kind !== 'client')) return undefined
    const by = caller.kind === 'service' ? { caller: caller.name } : { client: caller.name }
    return `${paths.calls(mesh)}?${new URLSearchParams({ ...by, callee: callee.name, namespace: callee.namespace }).toString()}`
  }
}
