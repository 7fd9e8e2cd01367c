import { type Condition, matchesAll } from '#shared/mesh/match.ts'
import { newCondition } from '../../mesh/match/match-draft.ts'
import { type DraftRoute, type DraftRule, newCatchAll, newRoute, withDestinations } from './draft.ts'
import type { Pool } from './instances.ts'

/** Labels with weights in per cent. */
type Shares = [labels: Record<string, string>, weight: number][]

/** What gets most of the calls that no other route takes: where a canary begins. */
export function stableVersion({ routes }: DraftRule, { versions }: Pool): string | undefined {
  const rest = routes.find(({ match }) => matchesAll(match))
  const most = rest?.destinations.toSorted((one, other) => other.weight - one.weight)[0]
  return most?.labels['version'] ?? versions.at(-1)?.version
}

/** The newest version that is not the stable one. */
export const candidateVersion = (draft: DraftRule, pool: Pool): string | undefined =>
  pool.versions.find(({ version }) => version !== stableVersion(draft, pool))?.version

/** Five in a hundred of all other calls go to the candidate. */
export const canaryByWeight = (draft: DraftRule, stable: string, candidate: string): DraftRule =>
  withRest(draft, [
    [{ version: stable }, 95],
    [{ version: candidate }, 5],
  ])

/** Calls that carry something go to the candidate; what it is, is filled in. */
export function canaryBy(field: Condition['field'], draft: DraftRule, stable: string, candidate: string): DraftRule {
  const route: DraftRoute = {
    ...newRoute([candidate], ''),
    match: { any: [{ all: [{ ...newCondition(), field }] }] },
  }
  const { routes } = hasRest(draft) ? draft : withRest(draft, [[{ version: stable }, 100]])
  return { routes: [route, ...routes] }
}

/** Everything moves at once, and the way back is one slider. */
export const blueGreen = (draft: DraftRule, stable: string, candidate: string): DraftRule =>
  withRest(draft, [
    [{ version: candidate }, 100],
    [{ version: stable }, 0],
  ])

/** Callers with a label reach instances with the same label: a route for each value of it. */
export function sameLabel(draft: DraftRule, name: string, values: readonly string[]): DraftRule {
  const routes = values.map((value) => ({
    ...withDestinations(newRoute([], ''), [[{ [name]: value }, 100]]),
    match: { any: [{ all: [{ ...newCondition(), field: 'caller-label' as const, name, value }] }] },
  }))
  return { routes: [...routes, ...draft.routes] }
}

/** The callers that the rule is for reach instances with a label; with a version where none would mean the newest. */
export const toLabelled = (draft: DraftRule, name: string, value: string, version: string | undefined): DraftRule =>
  withRest(draft, [[{ ...(version === undefined ? {} : { version }), [name]: value }, 100]])

const hasRest = ({ routes }: DraftRule): boolean => routes.some(({ match }) => matchesAll(match))

/** Gives what no other route takes to these, by the route that is there for it or a new one at the end. */
function withRest(draft: DraftRule, shares: Shares): DraftRule {
  if (!hasRest(draft)) return { routes: [...draft.routes, withDestinations(newCatchAll('', ''), shares)] }
  const last = draft.routes.findIndex(({ match }) => matchesAll(match))
  return { routes: draft.routes.map((route, at) => (at === last ? withDestinations(route, shares) : route)) }
}
