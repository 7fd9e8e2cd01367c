import { useMutation } from '@tanstack/react-query'
import { readCallHandling } from '#shared/features/call-handling/api.ts'
import { readDraft, saveDraft } from '#shared/features/changes/api.ts'
import { rateLimitEndpoints } from '#shared/features/rate-limits/api.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import type { Condition } from '#shared/mesh/match.ts'
import { noBase, type PolicyRef } from '#shared/mesh/policy.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'
import { type RuleNow, withRouteOnTop } from './started-rule.ts'

/** What handled a call. The past does not change; what is read of it may, as reports and revisions arrive late. */
export const handlingOf = (mesh: string, id: string) => ({
  ...query(readCallHandling, { params: { mesh, id } }),
  staleTime: 60_000,
})

const placeOf = ({ mesh, namespace, service }: PolicyRef) => ({ mesh, namespace, service })

/** What the readers of a route rule can do with it. */
export const routeCapabilities = (ref: PolicyRef) =>
  query(routeRuleEndpoints.capabilities, { params: placeOf(ref), query: { name: ref.name } })

/** What those who count can do with a limit. */
export const limitCapabilities = (ref: PolicyRef) =>
  query(rateLimitEndpoints.capabilities, { params: placeOf(ref), query: { name: ref.name } })

/** A limit as it stands, and as the reader drafts it. */
export const limitNow = (ref: PolicyRef) => ({
  queryKey: [readDraft.path, { params: ref }, 'with the limit'] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const [{ policy }, { draft }] = await Promise.all([
      call(rateLimitEndpoints.read, { params: { ...placeOf(ref), name: ref.name } }, signal),
      call(readDraft, { params: ref }, signal),
    ])
    return { policy, draft }
  },
  staleTime: 0,
})

/** Keeps a draft of a new limit for calls that meet all of the conditions; how many are let through is still to be said. */
export const useStartLimit = (ref: PolicyRef) =>
  useMutation({
    mutationFn: (conditions: readonly Condition[]) => {
      const spec: ObservedRateLimit = { limit: null, per: 1, match: { any: [{ all: [...conditions] }] } }
      return call(saveDraft, { params: ref, body: { spec, enabled: true, base: noBase } })
    },
    onSuccess: () => invalidate(readDraft),
  })

/** A route rule as it stands, and as the reader drafts it. */
export const ruleNow = (ref: PolicyRef) => ({
  queryKey: [readDraft.path, { params: ref }, 'with the rule'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => readRuleNow(ref, signal),
  staleTime: 0,
})

/** The rule and the draft as they were read. */
export type EditedRule = Awaited<ReturnType<typeof readRuleNow>>

async function readRuleNow(ref: PolicyRef, signal?: AbortSignal) {
  const [{ policy }, { draft }] = await Promise.all([
    call(routeRuleEndpoints.read, { params: { ...placeOf(ref), name: ref.name } }, signal),
    call(readDraft, { params: ref }, signal),
  ])
  return { policy, draft } satisfies RuleNow
}

/** Keeps a draft of the rule with one more route on top; what is there is read just before, so that nothing drafted meanwhile is lost. */
export const useStartRule = (ref: PolicyRef) =>
  useMutation({
    mutationFn: async (route: Route) =>
      call(saveDraft, { params: ref, body: withRouteOnTop(await readRuleNow(ref), route) }),
    onSuccess: () => invalidate(readDraft),
  })
