import { type Caller, type RuleBook, type RuleInForce, callerKey } from '#shared/features/impact/destiny.ts'
import { headersRead } from '#shared/features/route-rules/engine.ts'
import type { RuleReads } from './recorded-calls.ts'

/** What any of the rules reads of a call. */
export const readsOf = (rules: readonly RuleInForce[]): RuleReads => ({
  headers: headersOf(rules),
  fields: new Set(conditionsOf(rules).map(({ field }) => field)),
})

/** Headers that any of the rules reads, lower case. */
const headersOf = (rules: readonly RuleInForce[]): Set<string> =>
  new Set(rules.flatMap((rule) => [...headersRead(rule)]))

/** Labels beside the version that any of the rules chooses instances by. */
export const labelNamesOf = (rules: readonly RuleInForce[]): string[] => {
  const names = rules.flatMap(({ routes }) =>
    routes.flatMap(({ destinations, fallback = [] }) =>
      [...destinations, ...fallback].flatMap(({ labels }) => Object.keys(labels)),
    ),
  )
  return [...new Set(names)].filter((name) => name !== 'version').toSorted()
}

const conditionsOf = (rules: readonly RuleInForce[]) =>
  rules.flatMap(({ routes }) => routes.flatMap(({ match }) => match.any.flatMap(({ all }) => all)))

/** Headers that the rules of a caller read, before or after. */
export type HeaderNeeds = (caller: Caller) => ReadonlySet<string>

export function headerNeeds(before: RuleBook, after: RuleBook): HeaderNeeds {
  const known = new Map<string, ReadonlySet<string>>()
  return (caller) => {
    const key = callerKey(caller)
    const needs =
      known.get(key) ?? headersOf([before.ruleOf(caller), after.ruleOf(caller)].flatMap((rule) => rule ?? []))
    known.set(key, needs)
    return needs
  }
}
