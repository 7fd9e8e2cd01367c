import type { Capability } from '#shared/mesh/capability.ts'
import type { Counting } from '#shared/features/rate-limits/bucket.ts'
import { conditionFields, operators } from '#shared/mesh/match.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { routeRuleFeatures } from '../route-rules/capabilities.ts'

/** A scope's kind decides what a limit in it can say: those of match groups are of the new form, all others of the old one. */
type Form = 'flow-control' | 'group'

export const formOf = (name: string): Form => (name.startsWith('group:') ? 'group' : 'flow-control')

const countingOf = (plane: DataPlane, form: Form): Counting => {
  if (dialectOf(plane) === 'go') return 'token-bucket'
  return form === 'group' ? 'steady-periods' : 'window-of-first-call'
}

/** What a data plane can do with rate limits (servicecomb.md 3.1, 3.4, 3.5, 4.5). */
export const rowOf = (plane: DataPlane, name: string): KindRow => {
  const form = formOf(name)
  const isGroup = form === 'group'
  const group = scopeGroup[plane]
  return {
    available: isGroup ? group : yes,
    features: {
      'scope.app': yes,
      'scope.caller': yes,
      'scope.from': yes,
      'scope.all': yes,
      'scope.group': group,
      'scope.version': no('no-limit-of-a-version', plane),
      limit: yes,
      block: isGroup ? no('block-not-in-group', plane) : yes,
      per: isGroup && dialectOf(plane) === 'java' ? yes : no('limit-per-second', plane),
      burst: burstOf(plane, form),
      refusal: plane === 'mesher' ? yesBut('refused-with-502', plane) : yesBut('refused-with-429', plane),
      ...countingFeatures(countingOf(plane, form), plane),
      ...matchFeatures(plane),
    },
    takesEffect: isGroup && dialectOf(plane) === 'go' ? 'after-restart' : 'live',
    proof: 'stored',
  }
}

/** Match groups of java-chassis 2.8 are those of 3 (servicecomb.md 3.4), unlike its route rules. */
export const groupPlane = (plane: DataPlane): DataPlane => (plane === 'java-chassis-2' ? 'java-chassis-3' : plane)

const scopeGroup: Record<DataPlane, Capability> = {
  mesher: no('match-groups-drop-calls', 'mesher'),
  'go-chassis': yesBut('match-groups-after-restart', 'go-chassis'),
  'java-chassis-2': yes,
  'java-chassis-3': yes,
}

function burstOf(plane: DataPlane, form: Form): Capability {
  if (dialectOf(plane) === 'java') return no('burst-is-the-limit', plane)
  return form === 'group' ? yes : no('burst-is-a-fifth', plane)
}

const countingFeatures = (counting: Counting, plane: DataPlane): Record<string, Capability> =>
  Object.fromEntries(
    (['token-bucket', 'window-of-first-call', 'steady-periods'] satisfies Counting[]).map((one) => [
      `counting.${one}`,
      one === counting ? yes : no('counts-otherwise', plane),
    ]),
  )

/** What a match group can say: what route rules of the plane can, but with alternatives; go-chassis knows no caller there (3.4). */
function matchFeatures(plane: DataPlane): Record<string, Capability> {
  const ofRoutes = routeRuleFeatures(groupPlane(plane))
  const names = [
    ...conditionFields.map((field) => `condition.${field}`),
    ...operators.map((operator) => `operator.${operator}`),
    'ignore-case',
  ]
  const inGroups: Record<string, Capability> =
    plane === 'go-chassis'
      ? {
          'condition.path': yes,
          'condition.method': yes,
          'condition.caller': no('group-lacks', plane),
          'condition.caller-label': no('group-lacks', plane),
        }
      : {}
  return {
    ...Object.fromEntries(names.flatMap((name) => (ofRoutes[name] ? [[name, ofRoutes[name]]] : []))),
    ...inGroups,
    'match.alternatives': yes,
  }
}
