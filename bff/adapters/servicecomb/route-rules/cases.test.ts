import { describe, expect, test } from 'vitest'
import { type Candidate, chosenBy, newestVersion, routeOf } from '#shared/features/route-rules/engine.ts'
import { javaSemantics, mesherSemantics } from '#shared/mesh/matching.ts'
import { decider } from '#shared/features/impact/destiny.ts'
import { sameRule } from '#shared/features/route-rules/same-rule.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { CaseCalls, RouteRuleCase } from '../../../../sandbox/cases/route-rules/case.ts'
import { routeRuleCases } from '../../../../sandbox/cases/route-rules.ts'
import type { Calls, JavaCase } from '../../../../sandbox/cases/java-case.ts'
import { javaRouteRuleCases } from '../../../../sandbox/cases/java-route-rules.ts'
import { to } from '../../../test-support/ocr-mesh.ts'
import { editRouteRule, newRouteRule } from './editor.ts'
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

/** Cases of the one key that is a policy here; what is not readable is not guessed. */
const javaCases = javaRouteRuleCases.filter(({ keys }) => !('servicecomb.globalRouteRule' in keys))
const caller = { namespace: `${ownApp}@`, service: 'billing' }

/** Which instances take the calls of a java-chassis process, by version; undefined where that is not known. */
function predictedJava(text: string | undefined, { instances = [] }: JavaCase, { method, path, headers = {} }: Calls) {
  const read = text === undefined ? undefined : readRouteRule(text, 'java-chassis-3')
  const rule = read && { policy: 'app', routes: read.rule.routes, whole: read.understood !== 'not' }
  const [asked, query = ''] = (path ?? '/').split('?')
  const decide = decider(
    { ruleOf: () => rule },
    {
      semanticsOf: () => javaSemantics,
      candidatesIn: () =>
        instances.map(({ version = '1.0.0', properties = {} }) => ({ version, ready: true, labels: properties })),
      labelNames: [],
    },
  )
  const call = {
    headers,
    method,
    path: asked,
    query: Object.fromEntries(new URLSearchParams(query)),
    caller: 'billing',
  }
  return decide({ caller, namespace: caller.namespace, call })?.parts
}

describe('the route engine decides as java-chassis does', () => {
  test.each(javaCases.map((each) => [each.name, each] as const))('%s', (_, subject) => {
    let text = subject.keys['servicecomb.routeRule.order']
    const idOf = new Map((subject.instances ?? []).map(({ id, version = '1.0.0' }) => [version, id]))
    for (const step of subject.steps) {
      if ('change' in step) text = step.change['servicecomb.routeRule.order'] ?? undefined
      if (!('side' in step)) continue
      const parts = predictedJava(text, subject, step)
      if (!parts) continue
      const { times = 1 } = step
      const outcomes = [...parts.values()].map(({ end, part }) => [
        end.kind === 'version' ? `${idOf.get(end.version)} 200` : end.kind,
        part * times,
      ])
      const told = Object.entries(step.outcomes).map(([key, count]) => [
        key.replace(/^no-instance .*/, 'no-instance'),
        count,
      ])
      expect(Object.fromEntries(outcomes)).toEqual(
        Object.fromEntries(told.map(([key, count]) => [key, expect.closeTo(Number(count), 6)])),
      )
    }
  })
})

test('a rule that java-chassis cannot read is not guessed', () => {
  const subject = javaCases.find(({ name }) => name === 'a rule that cannot be read is none')
  expect(subject && predictedJava('- route: [', subject, { side: 'sent', outcomes: {} })).toBeUndefined()
})

test('the newest version is left unsaid to java-chassis, which has none, and stays the same rule', () => {
  const rule = { routes: [{ name: '', match: { any: [] }, destinations: [to('1.0.0', 90), to('latest', 10)] }] }

  const text = newRouteRule(rule, 'java-chassis-3')

  expect(text).not.toContain('latest')
  expect(newRouteRule(rule, 'mesher')).toContain('latest')
  expect(sameRule(readRouteRule(text, 'java-chassis-3').rule, rule)).toBe(true)
  const edited = editRouteRule(
    text,
    { routes: [{ ...rule.routes[0]!, destinations: [to('1.0.0', 80), to('latest', 20)] }] },
    'java-chassis-3',
  )
  expect(edited).toBe(text.replace('90', '80'))
})
