import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { breakerPlace } from '#shared/features/circuit-breakers/place.ts'
import { sameBreaker } from '#shared/features/circuit-breakers/same-breaker.ts'
import { no } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { dialectOf } from '../frameworks.ts'
import { isGroupStillUsed } from '../groups/use.ts'
import type { KieKind } from '../kie-target.ts'
import type { SettingsDefinition } from '../settings/definition.ts'
import type { Held } from '../settings/gather.ts'
import { settingsKind } from '../settings/settings-kind.ts'
import { breakerRow } from './capabilities.ts'
import { checkBreaker } from './check.ts'
import { isHeeded, readGo, writeGo } from './go-settings.ts'
import { namesItsService, readJava, writeJava } from './java-policies.ts'
import { goFields, keysOf, meaningsOf, nameOf, placeOf, subjectIn, valueOfField } from './keys.ts'
import { circuitSemantics } from './semantics.ts'

/** Circuit breakers in Kie: the keys of Mesher and go-chassis, and java-chassis' policies with their match groups. */
export const circuitBreakerKind = (declaration: ServiceCombDeclaration): KieKind<ObservedCircuitBreaker> =>
  settingsKind(declaration, circuitBreakers(declaration))

const circuitBreakers = (declaration: ServiceCombDeclaration): SettingsDefinition<ObservedCircuitBreaker> => ({
  kind: 'circuit-breakers',
  meaningOf: meaningsOf,
  isPolicy: (values) => ['breaker', 'bulkhead', ...Object.keys(goFields)].some((field) => values.has(field)),
  nameOf: ({ subject, reader, held }) =>
    nameOf(
      { subject, reader },
      held.some((each) => isScene(each, subject)),
    ),
  subjectOf: placeOf,
  keysOf(ref) {
    const place = placeOf(ref)
    return place ? keysOf(subjectIn(place.subject)) : []
  },
  read(values, plane, text) {
    const subject = subjectIn(text)
    const isJava = dialectOf(plane) === 'java' && subject.kind !== 'every'
    return isJava ? readJava(values, plane, subject) : readGo(values, plane, subject)
  },
  write(spec, plane, ref, before) {
    const place = placeOf(ref)
    const strict = CircuitBreaker.safeParse(spec)
    if (!place || !strict.success) return 'invalid'
    const subject = subjectIn(place.subject)
    const scene = breakerPlace(ref)
    if (dialectOf(plane) === 'go') {
      return subject.kind === 'received' || (scene?.side === 'caller' && scene.group !== undefined)
        ? []
        : writeGo(strict.data, subject, before)
    }
    if (subject.kind === 'every') return []
    return writeJava(strict.data, plane, subject, before, scene?.side === 'caller' && scene.group !== undefined)
  },
  same: sameBreaker,
  shared: (held, documents) => (isGroupStillUsed(held, documents) ? ['match'] : []),
  together: {
    valueOf: valueOfField,
    counts({ field, text }, plane, ref) {
      const place = placeOf(ref)
      const isMade = place !== undefined && subjectIn(place.subject).kind === 'made'
      // Of what is said for one service Mesher 1.8.0 heeds the time-out alone (servicecomb.md 3.6).
      return isHeeded(field, text) && (plane !== 'mesher' || !isMade || field === 'timeout')
    },
  },
  check: (subject, planes) => checkBreaker(subject, planes, declaration),
  row: (plane, ref) => breakerRow(plane, declaration, ref),
  inertOn(plane, ref, { timeoutMs }) {
    const place = placeOf(ref)
    const isMade = place !== undefined && subjectIn(place.subject).kind === 'made'
    return plane === 'mesher' && isMade && timeoutMs === undefined ? no('breaker-service-inert', plane) : undefined
  },
  circuitsOf: (plane, ref, spec) => {
    const place = placeOf(ref)
    const subject = place && subjectIn(place.subject)
    const unread = dialectOf(plane) === 'go' ? 'received' : 'every'
    // Of what is said for one service Mesher 1.8.0 heeds the time-out alone (servicecomb.md 3.6): no circuit comes of it.
    const isInert = plane === 'mesher' && subject?.kind === 'made'
    return subject && subject.kind !== unread && !isInert ? circuitSemantics(plane, subject, spec) : undefined
  },
})

function isScene({ fields, place }: Held, text: string): boolean {
  const subject = subjectIn(text)
  const group = fields.get('match')?.value
  if (subject.kind !== 'made' || place?.dialect !== 'java') return false
  return group === undefined || !namesItsService(group, subject.of, 'java-chassis-3')
}
