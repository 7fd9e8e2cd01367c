import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { CircuitBreaker, type ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { Match } from '#shared/mesh/match.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import type { Subject as Edited } from '../kie-target.ts'
import { checkConditions } from '../route-rules/check-conditions.ts'
import { breakerRow, circuitHandler } from './capabilities.ts'
import { type Subject, placeOf, subjectIn } from './keys.ts'

/** What the traps of circuit breakers say of an edit (servicecomb.md 3.6). */
export function checkBreaker(
  { edit, before }: Edited<ObservedCircuitBreaker>,
  planes: DataPlane[],
  declaration: ServiceCombDeclaration,
): Finding[] {
  const place = placeOf(edit.ref)
  if (!place) return []
  const subject = subjectIn(place.subject)
  const go = planes.some((plane) => dialectOf(plane) === 'go')
  const afterwards = go ? afterLiveChange(declaration) : []
  if (edit.spec === null) return afterwards
  const strict = parseWith(CircuitBreaker, edit.spec)
  if (!strict.ok) return strict.findings
  const spec = strict.value
  const used = planes.filter((plane) => dialectOf(plane) === 'go' || subject.kind !== 'every')
  return [
    ...lacking(spec, before?.spec, edit.ref, used, declaration),
    ...checkMatch(spec.match, used),
    ...(go ? checkGo(spec, before?.spec, subject, planes.includes('mesher')) : []),
    ...(planes.length > 0 && used.length === 0
      ? [{ code: 'breaker-needs-service', severity: 'error', params: { framework: 'java-chassis' } } satisfies Finding]
      : []),
    ...(spec.forced === 'open' && edit.enabled
      ? [{ code: 'breaker-forced-open', severity: 'warning', params: {}, field: 'forced' } satisfies Finding]
      : []),
    ...(go ? checkChain(declaration) : []),
    ...afterwards,
    ...(before ? [{ code: 'breaker-circuits-reset', severity: 'note', params: {} } satisfies Finding] : []),
  ]
}

/** Every field of the draft that one of the readers lacks. */
function lacking(
  spec: CircuitBreaker,
  before: ObservedCircuitBreaker | undefined,
  ref: PolicyRef,
  planes: DataPlane[],
  declaration: ServiceCombDeclaration,
): Finding[] {
  const found = new Map<string, Finding>()
  for (const plane of planes) {
    const { features } = breakerRow(plane, declaration, ref)
    for (const [feature, value] of saidBy(spec)) {
      const capability = features[feature]
      if (capability?.available !== 'no' || !capability.reason || found.has(feature)) continue
      // One sentence is enough for a breaker that is ignored whole.
      if (capability.reason.code === features['trip.any']?.reason?.code && found.has('trip.any')) continue
      const stood = before && saidBy(before).some(([field, old]) => field === feature && String(old) === String(value))
      found.set(feature, {
        ...capability.reason,
        // The codes of capabilities are codes of findings, too.
        code: capability.reason.code as Finding['code'],
        // What stands there already and is not touched is no fault of this edit.
        severity: stood ? 'warning' : 'error',
        field: feature,
      })
    }
  }
  return [...found.values()]
}

/** The fields that a breaker sets, by feature. */
function saidBy({ trip, match, ...rest }: ObservedCircuitBreaker): [string, unknown][] {
  const all: [string, unknown][] = [
    ['trip.any', trip && 'on'],
    ['match.calls', match],
    ...Object.entries(trip ?? {}).map(([field, value]): [string, unknown] => [
      `trip.${field === 'slowerThanMs' ? 'slowShare' : field}`,
      value,
    ]),
    ...Object.entries(rest),
  ]
  return all.filter(([, value]) => value !== undefined)
}

function checkMatch(match: Match | undefined, planes: DataPlane[]): Finding[] {
  const java = planes.filter((plane) => dialectOf(plane) === 'java')
  if (!match || java.length === 0) return []
  // A group may have alternatives here, so each is looked at as a route of its own.
  return match.any.flatMap((group, index) =>
    checkConditions({ match: { any: [group] } }, '', java).map((finding) => ({
      ...finding,
      field: finding.field?.replace(/^\.?match\.any\.0/, `match.any.${index}`) ?? 'match',
    })),
  )
}

function checkGo(
  spec: CircuitBreaker,
  before: ObservedCircuitBreaker | undefined,
  subject: Subject,
  mesher: boolean,
): Finding[] {
  const findings: Finding[] = []
  if (spec.trip?.errorShare !== undefined && !Number.isInteger(spec.trip.errorShare)) {
    findings.push({ code: 'breaker-whole-share', severity: 'error', params: {}, field: 'trip.errorShare' })
  }
  if (spec.maxConcurrency !== undefined && spec.maxConcurrency > 1000) {
    findings.push({
      code: 'breaker-concurrency-most',
      severity: 'error',
      params: { most: 1000 },
      field: 'maxConcurrency',
    })
  }
  if (subject.kind === 'made' && subject.of.includes('.')) {
    findings.push({ code: 'breaker-dotted-service', severity: 'error', params: { service: subject.of } })
  }
  const longer = before?.timeoutMs !== undefined && (spec.timeoutMs ?? Infinity) > before.timeoutMs
  if (mesher && subject.kind === 'every' && longer) {
    findings.push({ code: 'breaker-longer-late', severity: 'note', params: { seconds: 5 }, field: 'timeoutMs' })
  }
  return findings
}

function checkChain({ handlers }: ServiceCombDeclaration): Finding[] {
  if (handlers?.includes(circuitHandler)) return []
  return [
    handlers === undefined
      ? { code: 'breaker-handler-undeclared', severity: 'warning', params: { handler: circuitHandler } }
      : { code: 'breaker-handler-missing', severity: 'error', params: { handler: circuitHandler } },
  ]
}

/** Any live change of these keys makes Mesher and go-chassis forget which statuses are failures, until they start anew. */
function afterLiveChange({ failures }: ServiceCombDeclaration): Finding[] {
  if (failures === undefined) return [{ code: 'breaker-failures-undeclared', severity: 'warning', params: {} }]
  if (failures.length === 0) return [{ code: 'breaker-failures-none', severity: 'note', params: {} }]
  const statuses = failures.map((each) => each.slice('http_'.length)).join(', ')
  return [{ code: 'breaker-failures-dropped', severity: 'warning', params: { statuses } }]
}
