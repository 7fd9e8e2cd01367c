import type { Kysely } from 'kysely'
import { ObservedRouteRule, type RouteRule } from '#shared/features/route-rules/model.ts'
import { nameOf } from '#shared/mesh/match.ts'
import { matchText } from '#shared/features/route-rules/same-rule.ts'
import { type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Database } from '../../store/database.ts'

/** `match` is a `matchText`: a name stays with its route wherever the route moves in the list. */
type Tables = { route_name: { policy: string; match: string; name: string } }

const namesIn = (database: Database): Kysely<Tables> => database.withTables<Tables>()

/** Keeps the names that a person gave to routes; those of routes that are gone, or that only say the match, are dropped. */
export async function keepNames(database: Database, ref: PolicyRef, { routes }: RouteRule): Promise<void> {
  const policy = policyKey(ref)
  const names = new Map(
    routes
      .filter(({ name, match }) => name !== '' && name !== nameOf(match))
      .map(({ name, match }) => [matchText(match), name]),
  )
  const db = namesIn(database)
  await db.deleteFrom('route_name').where('policy', '=', policy).execute()
  const rows = [...names].map(([match, name]) => ({ policy, match, name }))
  if (rows.length > 0) await db.insertInto('route_name').values(rows).execute()
}

/** A rule as read from a mesh, its routes under the names that people gave them. */
export async function withNames(database: Database, policy: Policy): Promise<Policy<ObservedRouteRule>> {
  const spec = ObservedRouteRule.parse(policy.spec)
  const rows = await namesIn(database)
    .selectFrom('route_name')
    .select(['match', 'name'])
    .where('policy', '=', policyKey(policy.ref))
    .execute()
  const names = new Map(rows.map(({ match, name }) => [match, name]))
  const routes = spec.routes.map((route) => ({ ...route, name: names.get(matchText(route.match)) ?? route.name }))
  return { ...policy, spec: { ...spec, routes } }
}
