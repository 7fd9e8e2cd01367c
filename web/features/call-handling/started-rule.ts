import { z } from 'zod'
import type { Draft } from '#shared/features/changes/model.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import type { Condition } from '#shared/mesh/match.ts'
import { noBase, type Policy, type PolicyEdit } from '#shared/mesh/policy.ts'

/** What a rule is now: as it stands in the mesh, and as its author drafts it. */
export interface RuleNow {
  policy: Pick<Policy, 'spec' | 'enabled' | 'base'> | null
  draft: Pick<Draft, 'spec' | 'enabled' | 'base'> | null
}

/** A draft may be unfinished; only that it has routes matters here. */
const Routes = z.looseObject({ routes: z.array(z.unknown()) })

/** Whether there is a draft that a route can be added to. */
export const hasDraft = ({ draft }: RuleNow): boolean => Routes.safeParse(draft?.spec).success

/** A rule with one more route, which is tried first. It goes on from the draft where there is one, and nothing of it is lost. */
export function withRouteOnTop(now: RuleNow, route: Route): Omit<PolicyEdit, 'ref'> {
  const from = hasDraft(now) ? now.draft : now.policy
  const { routes = [], ...rest } = Routes.safeParse(from?.spec).data ?? {}
  return { spec: { ...rest, routes: [route, ...routes] }, enabled: from?.enabled ?? true, base: from?.base ?? noBase }
}

/** A route for calls like one: all of the conditions, and everything to the version that it reached, so that nothing moves yet. */
export const routeFor = (conditions: readonly Condition[], reached: string, versions: readonly string[]): Route => ({
  name: '',
  match: { any: [{ all: [...conditions] }] },
  destinations: [
    { labels: { version: reached }, weight: 100 },
    ...versions.filter((version) => version !== reached).map((version) => ({ labels: { version }, weight: 0 })),
  ],
})
