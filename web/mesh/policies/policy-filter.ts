import type { Policy } from '#shared/mesh/policy.ts'
import { useAddressValues } from '../scope.ts'

export const policyStates = ['on', 'off', 'findings'] as const
export type PolicyStateFilter = (typeof policyStates)[number]

export interface PolicyFilter {
  service: string | undefined
  state: PolicyStateFilter | undefined
}

/** The filter that the address holds, its setter, and whether a policy passes it. */
export function usePolicyFilter(): [PolicyFilter, (filter: PolicyFilter) => void, (policy: Policy) => boolean] {
  const [search, setValues] = useAddressValues()
  const service = search.get('service') ?? undefined
  const state = policyStates.find((one) => one === search.get('state'))
  const passes = (policy: Policy) => (service === undefined || policy.ref.service === service) && isIn(state, policy)
  return [{ service, state }, (next) => setValues({ service: next.service ?? null, state: next.state ?? null }), passes]
}

function isIn(state: PolicyStateFilter | undefined, { enabled, findings }: Policy): boolean {
  if (state === undefined) return true
  if (state === 'findings') return findings.some(({ severity }) => severity !== 'note')
  return enabled === (state === 'on')
}
