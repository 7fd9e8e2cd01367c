import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Language } from '#shared/problems/messages.ts'

/** Values as alternatives in a sentence: `404, 5xx or none`. */
export function alternatives(values: readonly string[], language: Language): string {
  const parts = new Intl.ListFormat(language, { type: 'disjunction' }).formatToParts(values)
  // Between Chinese and Latin letters or digits stands a space.
  const spaced = (text: string) => (text.trim() === '或' ? ' 或 ' : text)
  return parts.map(({ type, value }) => (type === 'literal' ? spaced(value) : value)).join('')
}

/** Names of tenants and users by id, as far as the loaded records tell them. */
export function namesIn(records: readonly CallRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { tenant, user } of records) {
    if (tenant?.name) names.set(`tenant ${tenant.id}`, tenant.name)
    if (user?.name) names.set(`user ${user.id}`, user.name)
  }
  return names
}
