import type { LimitInForce } from '#shared/features/rate-limits/limits-in-force.ts'
import { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import type { Policy } from '#shared/mesh/policy.ts'

/** Of policies those that limit calls in a namespace now. */
export const limitsIn = (policies: readonly Policy[], namespace: string): LimitInForce[] =>
  policies
    .filter((policy) => policy.enabled && policy.ref.namespace === namespace)
    .flatMap(({ ref, spec }) => {
      const { data } = ObservedRateLimit.safeParse(spec)
      return data === undefined || data.limit === null ? [] : [{ ref, spec: { ...data, limit: data.limit } }]
    })
