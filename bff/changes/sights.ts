import type { Instant } from '#shared/contract/instant.ts'
import type { PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes } from './tables.ts'

/** A policy that was ever seen, and when that was first. */
export interface FirstSight {
  ref: PolicyRef
  at: Instant
}

/** The policies of a kind that a namespace ever had about any of these called services, deleted ones included. */
export async function firstSights(
  database: Changes,
  { mesh, namespace, kind }: Pick<PolicyRef, 'mesh' | 'namespace' | 'kind'>,
  services: readonly string[],
): Promise<FirstSight[]> {
  const found = services.map(async (service) => {
    const stem = [mesh, namespace, service, kind].join('/')
    return (
      database
        .selectFrom('policy_revision')
        .select((row) => ['policy', row.fn.min('at').as('at')])
        // All keys below: the character after a slash is the nought.
        .where('policy', '>=', `${stem}/`)
        .where('policy', '<', `${stem}0`)
        .groupBy('policy')
        .orderBy('policy')
        .execute()
    )
  })
  return (await Promise.all(found)).flat().map(({ policy, at }) => ({ ref: policyOfKey(policy), at }))
}

/** Since when policies of a kind in a mesh are looked at; undefined where nobody has yet. */
export async function watchedSince(database: Changes, mesh: string, kind: PolicyKind): Promise<Instant | undefined> {
  const watch = await database
    .selectFrom('policy_watch')
    .select('since')
    .where('mesh', '=', mesh)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return watch?.since
}
