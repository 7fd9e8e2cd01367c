import type { Capability } from '#shared/mesh/capability.ts'
import { conditionFields, operators } from '#shared/mesh/match.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { matchFeatures } from '../groups/features.ts'
import { placeOf, subjectIn } from './keys.ts'

/** The handler without which Mesher and go-chassis break no circuit (servicecomb.md 3.6, 4.4). */
export const circuitHandler = 'bizkeeper-consumer'

/**
 * What a data plane's circuit breakers can say (servicecomb.md 3.1, 3.6), for a policy or, without one, at best. Mesher 1.8.0 heeds the
 * time-out alone of what is said for one service.
 */
export function breakerRow(plane: DataPlane, declaration: ServiceCombDeclaration, ref?: PolicyRef): KindRow {
  const place = ref && placeOf(ref)
  const subject = place && subjectIn(place.subject)
  const lacks = no('breaker-field-lacking', plane)
  if (dialectOf(plane) === 'java') {
    const every = subject?.kind === 'every'
    return {
      available: yes,
      features: {
        ...features(yes, plane),
        timeoutMs: lacks,
        'trip.consecutiveErrors': lacks,
        'match.calls': yes,
        ...matchFeatures(plane, 'called'),
        'scope.app': every ? no('breaker-needs-service', plane) : yes,
        'scope.caller': every ? no('breaker-needs-service', plane) : yes,
        'scope.group': yes,
        'scope.every-service': no('breaker-needs-service', plane),
      },
      takesEffect: 'live',
      proof: 'stored',
    }
  }
  const { handlers } = declaration
  const available: Capability =
    handlers === undefined
      ? { available: 'unknown', reason: { code: 'breaker-handler-undeclared', params: { handler: circuitHandler } } }
      : handlers.includes(circuitHandler)
        ? yes
        : { available: 'no', reason: { code: 'breaker-handler-missing', params: { handler: circuitHandler } } }
  const tripping = plane === 'mesher' && subject?.kind === 'made' ? no('breaker-service-inert', plane) : yes
  return {
    available,
    features: {
      ...features(tripping, plane),
      'trip.consecutiveErrors': lacks,
      'trip.slowShare': lacks,
      windowSeconds: no('breaker-window-fixed', plane),
      windowCalls: lacks,
      trialCalls: no('breaker-one-trial', plane),
      failureStatuses: no('breaker-statuses-at-start', plane),
      timeoutMs: plane === 'mesher' ? yesBut('breaker-time-out-late', plane) : yes,
      'match.calls': lacks,
      ...withoutMatches(lacks),
      'scope.app': yes,
      'scope.caller': yes,
      'scope.group': lacks,
      'scope.every-service': yes,
    },
    takesEffect: 'live',
    proof: 'stored',
  }
}

/** Every field of the model; a data plane's row says what differs. */
const features = (tripping: Capability, plane: DataPlane): Record<string, Capability> => ({
  'trip.any': tripping,
  'trip.errorShare': tripping,
  'trip.consecutiveErrors': tripping,
  'trip.slowShare': tripping,
  minimumCalls: tripping,
  windowSeconds: tripping,
  windowCalls: tripping,
  sleepMs: tripping,
  trialCalls: tripping,
  failureStatuses: tripping,
  forced: tripping,
  maxConcurrency: tripping,
  timeoutMs: yes,
  fallbackNull: no('breaker-fallback-null', plane),
})

/** Conditions and operators of a data plane whose breakers know no match groups. */
const withoutMatches = (lacks: Capability): Record<string, Capability> =>
  Object.fromEntries(
    [
      ...conditionFields.map((field) => `condition.${field}`),
      ...operators.map((operator) => `operator.${operator}`),
    ].map((feature) => [feature, lacks]),
  )
