import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import { type ConditionField, type Operator, conditionFields, operators } from '#shared/mesh/match.ts'
import { type KindRow, capabilitiesFor, no, yes, yesBut } from '../capability-rows.ts'
import { loweredOperators, wordsOfPlane } from '../condition-words.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane } from '../frameworks.ts'

/** What each data plane's route rules can say, beside its operators in `condition-words.ts` (servicecomb.md 3.3, 3.4). */
const fieldsOf: Record<DataPlane, readonly ConditionField[]> = {
  mesher: ['header'],
  'go-chassis': ['header', 'caller', 'caller-label'],
  'java-chassis-2': ['header'],
  'java-chassis-3': ['header', 'query', 'path', 'method'],
}

/** What a reader can be asked for: Mesher tells the rule in force on its admin address (servicecomb.md 4.6). */
const proofOf: Record<DataPlane, Capabilities['proof']> = {
  mesher: 'live',
  'go-chassis': 'stored',
  'java-chassis-2': 'stored',
  'java-chassis-3': 'stored',
}

function fieldCapability(plane: DataPlane, field: ConditionField): Capability {
  if (!fieldsOf[plane].includes(field)) {
    const aboutCaller = field === 'caller' || field === 'caller-label'
    if (!aboutCaller) return no('framework-lacks', plane)
    return no(plane === 'mesher' ? 'mesher-sets-no-caller' : 'rules-know-no-caller', plane)
  }
  return field === 'header' && isGo(plane) ? yesBut('absent-is-empty', plane) : yes
}

function operatorCapability(plane: DataPlane, operator: Operator): Capability {
  const words = wordsOfPlane[plane]
  if (words[operator] !== undefined) return yes
  if (operator === 'present') return words['is-not'] === undefined ? no('framework-lacks', plane) : yes
  // `compare` of java-chassis 3 has them all; its `!=` compares numbers alone, so it is no `is-not`.
  if (plane === 'java-chassis-3' && ['less', 'at-least', 'greater', 'at-most'].includes(operator)) return yes
  if (words.matches !== undefined && loweredOperators.includes(operator)) return yesBut('lowered-to-pattern', plane)
  return no('framework-lacks', plane)
}

const isGo = (plane: DataPlane): boolean => plane === 'mesher' || plane === 'go-chassis'

/** What one data plane can say, by feature. */
export function routeRuleFeatures(plane: DataPlane): Record<string, Capability> {
  return {
    ...Object.fromEntries(conditionFields.map((field) => [`condition.${field}`, fieldCapability(plane, field)])),
    ...Object.fromEntries(operators.map((operator) => [`operator.${operator}`, operatorCapability(plane, operator)])),
    'scope.app': yes,
    'scope.caller': yes,
    'scope.every-version': isGo(plane) ? no('reads-by-version', plane) : yes,
    'ignore-case': plane === 'java-chassis-3' ? no('framework-lacks', plane) : yes,
    'match.alternatives': no('one-group', plane),
    'destination.any-version': isGo(plane) ? no('versionless-is-newest', plane) : yes,
    'destination.fallback': plane === 'java-chassis-3' ? yes : no('framework-lacks', plane),
    'destination.empty-protection': plane === 'java-chassis-3' ? yes : no('framework-lacks', plane),
    mirror: no('framework-lacks-mirroring', plane),
    'weight.decimals': no('whole-per-cents', plane),
  }
}

const rowOf = (plane: DataPlane): KindRow => ({
  available: yes,
  features: routeRuleFeatures(plane),
  takesEffect: 'live',
  proof: proofOf[plane],
})

/** What readers of these planes can do with route rules; none known means that nothing is. */
export const routeRuleCapabilities = (planes: DataPlane[], declaration: ServiceCombDeclaration): Capabilities =>
  capabilitiesFor('route-rules', rowOf, planes, declaration)

export const canBeRead = (plane: DataPlane | undefined): boolean => plane !== undefined && proofOf[plane] === 'live'
