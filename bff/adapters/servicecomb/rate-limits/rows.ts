import type { Capability } from '#shared/mesh/capability.ts'
import type { Counting } from '#shared/features/rate-limits/bucket.ts'
import { type KindRow, no, yes, yesBut } from '../capability-rows.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { matchFeatures } from '../groups/features.ts'

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
      ...matchFeatures(plane, 'called'),
    },
    takesEffect: isGroup && dialectOf(plane) === 'go' ? 'after-restart' : 'live',
    proof: 'stored',
  }
}

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
