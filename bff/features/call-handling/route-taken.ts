import type { RouteTaken } from '#shared/features/call-handling/model.ts'
import { type RecordedTraits, routingOf } from '#shared/features/call-handling/recorded.ts'
import type { CallEnd } from '#shared/features/calls/model.ts'
import { type Candidate, type Share, newestVersion } from '#shared/features/route-rules/engine.ts'
import { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { Semantics } from '#shared/mesh/matching.ts'

/** What a route's destinations are held against. */
export interface Reached {
  callee: CallEnd
  /** Instances of the called service as they are registered now, with their ids. */
  instances: readonly (Candidate & { id: string })[]
}

/** Which route of a rule took a call, and where its destinations say that it went; undefined where the rule cannot be read. */
export function routeTaken(
  spec: unknown,
  recorded: RecordedTraits,
  { semantics, reached }: { semantics: Semantics; reached: Reached },
): RouteTaken | undefined {
  const { data: rule } = ObservedRouteRule.safeParse(spec)
  if (!rule) return undefined
  const routing = routingOf(rule, recorded, semantics)
  if (routing.outcome === 'none') return { outcome: 'none', to: semantics.reserves ? 'everybody' : 'newest' }
  const route = rule.routes[routing.route]
  if (!route) return undefined
  const at = { index: routing.route, name: route.name, match: route.match }
  switch (routing.outcome) {
    case 'dropped':
      return { outcome: 'dropped', ...at }
    case 'unknown':
      return { outcome: 'beyond', ...at }
    case 'not-recorded':
      return { outcome: 'not-recorded', ...at, missing: routing.missing }
    case 'routed': {
      const named = routing.shares.filter(({ others }) => !others)
      const destinations = routing.shares.map(({ labels, share, others }) => {
        const went = others ? wentElsewhere(named, reached, semantics) : wentTo(labels, reached, semantics)
        return {
          labels: others ? {} : labels,
          share,
          ...(others && { others }),
          ...(went === undefined ? {} : { went }),
        }
      })
      return { outcome: 'routed', ...at, destinations }
    }
  }
}

/** Whether a call ended where none of the shares says. */
function wentElsewhere(named: readonly Share[], reached: Reached, semantics: Semantics): boolean | undefined {
  const told = named.map(({ labels }) => wentTo(labels, reached, semantics))
  if (told.includes(true)) return false
  return told.includes(undefined) ? undefined : true
}

/** Whether a call ended where labels say; undefined where that hangs on what the registry does not know any more. */
function wentTo(
  labels: Readonly<Record<string, string>>,
  { callee, instances }: Reached,
  semantics: Semantics,
): boolean | undefined {
  const { version = semantics.versionlessIsNewest ? 'latest' : undefined, ...others } = labels
  const instance = instances.find(({ id }) => id === callee.instance)
  const told = [
    version === undefined ? true : isOfVersion(version, callee.version, instances),
    ...Object.entries(others).map(([name, value]) => instance && instance.labels[name] === value),
  ]
  if (told.includes(false)) return false
  return told.includes(undefined) ? undefined : true
}

/** Which version was the newest is known of now alone: then the call went there if its version still is. */
function isOfVersion(
  wanted: string,
  version: string | undefined,
  instances: readonly Candidate[],
): boolean | undefined {
  if (version === undefined) return undefined
  if (wanted !== 'latest') return wanted === version
  return newestVersion(instances) === version ? true : undefined
}
