import type { CallRecord } from '#shared/features/calls/model.ts'

/** Names of tenants and users by id, as far as the loaded records tell them. */
export function namesIn(records: readonly CallRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { tenant, user } of records) {
    if (tenant?.name) names.set(`tenant ${tenant.id}`, tenant.name)
    if (user?.name) names.set(`user ${user.id}`, user.name)
  }
  return names
}
