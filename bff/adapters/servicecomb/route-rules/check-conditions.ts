import type { Finding } from '#shared/contract/problem.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import { type Condition, type Operator, alternativesOf, matchesAll } from '#shared/mesh/match.ts'
import { patternFault, patternFinds } from '#shared/mesh/pattern.ts'
import { nativeOperatorOf } from '../condition-words.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { frameworkName } from '../capability-rows.ts'
import { routeRuleFeatures } from './capabilities.ts'
import { patternAsCompared } from './reader.ts'

type Found = (code: Finding['code'], severity: Finding['severity'], params?: Finding['params'], field?: string) => void

/** Whether the data planes can say what a route's conditions ask, and whether it means there what it says here. */
export function checkConditions(route: Pick<Route, 'match'>, field: string, planes: DataPlane[]): Finding[] {
  const findings: Finding[] = []
  const found: Found = (code, severity, params = {}, at = `${field}.match`) =>
    findings.push({ code, severity, params, field: at })
  if (matchesAll(route.match)) return []
  if (route.match.any.length > 1) found('alternatives-of-conditions', 'error')
  const conditions = route.match.any[0]?.all ?? []
  for (const [index, condition] of conditions.entries()) {
    const at = `${field}.match.any.0.all.${index}`
    const here: Found = (code, severity, params) => found(code, severity, params, at)
    checkValue(condition, here)
    for (const plane of planes) checkAvailable(condition, plane, here)
    if (planes.some((plane) => dialectOf(plane) === 'go')) checkAbsent(condition, here)
  }
  for (const plane of planes) checkTogether(conditions, plane, found)
  return findings
}

/** Whether the data planes have what a route asks for calls whose destinations have no instance. */
export function checkReserve(
  route: Pick<Route, 'fallback' | 'emptyProtection'>,
  field: string,
  planes: DataPlane[],
): Finding[] {
  const asked = [
    ...(route.fallback ? (['fallback'] as const) : []),
    ...(route.emptyProtection === false ? (['empty-protection'] as const) : []),
  ]
  return planes.flatMap((plane) =>
    asked
      .filter((feature) => routeRuleFeatures(plane)[`destination.${feature}`]?.available === 'no')
      .map((feature): Finding => ({
        code: 'not-available',
        severity: 'error',
        params: { framework: frameworkName(plane), feature },
        field: feature === 'fallback' ? `${field}.fallback` : `${field}.emptyProtection`,
      })),
  )
}

const named: Condition['field'][] = ['header', 'query', 'caller-label']
const numeric: Operator[] = ['less', 'at-least', 'greater', 'at-most']
// RFC 9110 5.6.2: what a header's name is made of.
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/

function checkValue(condition: Condition, found: Found): void {
  const { field, name, operator, value } = condition
  if (named.includes(field) && name.trim() === '') return found('condition-without-name', 'error')
  if (field === 'header' && !token.test(name)) return found('header-name-invalid', 'error', { name })
  if (operator === 'present') return
  const empty = operator === 'one-of' ? alternativesOf(value).length === 0 : value === ''
  if (empty) return found('condition-without-value', 'error')
  if (control.test(value)) return found('header-value-invalid', 'error')
  if (numeric.includes(operator) && !/^[+-]?\d+$/.test(value)) return found('number-needed', 'error')
  if (operator !== 'matches') return
  const fault = patternFault(value)
  if (fault) found(fault === 'not-posix' ? 'pattern-not-posix' : 'pattern-unreadable', 'error', { pattern: value })
  else if (patternFault(patternAsCompared(condition))) found('pattern-changed-by-case', 'error', { pattern: value })
}

function checkAvailable({ field, operator, ignoreCase }: Condition, plane: DataPlane, found: Found): void {
  const features = routeRuleFeatures(plane)
  const asked = [`condition.${field}`, `operator.${operator}`, ...(ignoreCase ? ['ignore-case'] : [])]
  for (const feature of asked) {
    const capability = features[feature]
    if (capability?.available !== 'no') continue
    if (capability.reason?.code === 'mesher-sets-no-caller') found('mesher-sets-no-caller', 'error')
    else found('not-available', 'error', { framework: frameworkName(plane), feature: feature.replace(/^\w+\./, '') })
  }
}

/** A missing header is the empty text there: a pattern that finds nothing in nothing takes those calls, too. */
function checkAbsent({ field, name, operator, value }: Condition, found: Found): void {
  if (field === 'header' && operator === 'matches' && patternFinds(value, '') === true) {
    found('absent-header-matches', 'warning', { name })
  }
}

/** A header is written once, so each of its operators and its case stand there once. */
function checkTogether(conditions: Condition[], plane: DataPlane, found: Found): void {
  const places = Map.groupBy(conditions, ({ field, name }) => `${field}\n${name.toLowerCase()}`)
  for (const same of places.values()) {
    const [first] = same
    if (!first || same.length < 2) continue
    const name = first.name || first.field
    if (new Set(same.map(({ ignoreCase }) => ignoreCase)).size > 1) found('ignore-case-mixed', 'error', { name })
    const keys = same.map((condition) => nativeOperatorOf(condition, plane)?.key ?? condition.operator)
    const twice = same.find((_, index) => keys.indexOf(keys[index] ?? '') !== index)
    const single = first.field === 'caller' || first.field === 'caller-label' || first.field === 'method'
    if (twice ?? (single ? same[1] : undefined)) {
      found('operator-repeated', 'error', { name, operator: (twice ?? first).operator })
    }
  }
}
