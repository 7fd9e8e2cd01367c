import { describe, expect, test } from 'vitest'
import { type Candidate, chosenBy, newestVersion, routeOf } from '#shared/features/route-rules/engine.ts'
import { mesherSemantics } from '#shared/mesh/matching.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { CaseCalls, RouteRuleCase } from '../../../../sandbox/cases/route-rules/case.ts'
import { routeRuleCases } from '../../../../sandbox/cases/route-rules.ts'
import { readRouteRule } from './reader.ts'

const ownApp = 'shop'

/** The rule in force after the texts were written one after another: what cannot be taken leaves the one before. */
function inForce({ rules }: RouteRuleCase): ObservedRouteRule {
  return rules.reduce<ObservedRouteRule>(
    (before, text) => {
      if (text === null) return { routes: [] }
      const { rule, findings } = readRouteRule(text, 'mesher')
      const refused = findings.some(({ code }) =>
        ['rule-unreadable', 'weights-over-100', 'number-quoted'].includes(code),
      )
      return refused ? before : rule
    },
    { routes: [] },
  )
}

const takesCalls = (status = 'UP') => status === 'UP' || status === 'TESTING'

const candidates = ({ instances }: RouteRuleCase, app: string): Candidate[] =>
  instances
    .filter((instance) => (instance.app ?? ownApp) === app)
    .map(({ version, properties, status }) => ({
      version,
      ready: takesCalls(status),
      labels: { ...properties, app, version },
    }))

/** How the engine shares out the calls, in the words of the cases. */
function predicted(subject: RouteRuleCase, { headers = {}, times }: CaseCalls): Record<string, number> {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const routing = routeOf(inForce(subject), { headers: lower }, mesherSemantics)
  if (routing.outcome === 'dropped') return { dropped: times }
  if (routing.outcome === 'none') return { [newestVersion(candidates(subject, ownApp)) ?? 'no instance']: times }
  if (routing.outcome === 'unknown') return { unknown: times }
  const outcomes: Record<string, number> = {}
  for (const { labels, share } of routing.shares) {
    const [chosen] = chosenBy(labels, candidates(subject, labels['app'] ?? ownApp), mesherSemantics)
    const key = chosen?.version ?? 'no instance'
    outcomes[key] = (outcomes[key] ?? 0) + share * times
  }
  return outcomes
}

const refers = ({ rules }: RouteRuleCase) => rules.some((text) => text?.includes('refer:'))

// What happens to a process at its start is no question of routing, and match groups lie in other documents.
const cases = routeRuleCases.filter((subject) => !subject.atStart && !refers(subject))

describe('the route engine decides as Mesher does', () => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, subject) => {
    for (const calls of subject.calls) {
      const outcomes = predicted(subject, calls)
      expect(Object.keys(outcomes).toSorted()).toEqual(Object.keys(calls.outcomes).toSorted())
      for (const [key, count] of Object.entries(calls.outcomes)) expect(outcomes[key]).toBeCloseTo(count, 6)
    }
  })
})

test('which calls a route takes that refers to a match group is not guessed', () => {
  const subject = routeRuleCases.find(refers)
  expect(subject).toBeDefined()
  const rule = subject ? inForce(subject) : { routes: [] }

  expect(routeOf(rule, { headers: {} }, mesherSemantics)).toEqual({ outcome: 'unknown', route: 0 })
})
