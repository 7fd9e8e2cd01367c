import { type Candidate, type RoutableRoute, type Share, chosenBy, reserveOf, routeOf } from '../route-rules/engine.ts'
import type { RoutedCall, Semantics } from '../../mesh/matching.ts'

/** A rule as it is in force for a caller. `whole` is false where its documents say more than the model does, or nothing we can read. */
export interface RuleInForce {
  /** The policy's name: `app`, `caller:predict`. */
  policy: string
  routes: readonly RoutableRoute[]
  whole: boolean
}

/** Who makes a call, as far as rules are read by it. */
export interface Caller {
  namespace: string
  service: string
  version?: string | undefined
}

/** One text for a caller. */
export const callerKey = ({ namespace, service, version = '' }: Caller): string =>
  [namespace, service, version].join('\n')

/** One state of the rules about a service: what is in force, or would be. */
export interface RuleBook {
  /** The rule that decides a caller's calls; undefined where it has none. */
  ruleOf(caller: Caller): RuleInForce | undefined
}

/** What decides a call beside the rules. */
export interface Surroundings {
  semanticsOf(caller: Caller): Semantics
  /** The instances of the called service in a namespace. */
  candidatesIn(namespace: string): readonly Candidate[]
  /** Names of labels beside the version that any of the rules chooses instances by. */
  labelNames: readonly string[]
}

/**
 * Where a call can end: at the instances of a version, told apart by labels where rules do so, at no instance, or dropped by
 * the data plane.
 */
export type End =
  | { kind: 'version'; version: string; labels: Record<string, string> }
  | { kind: 'no-instance' }
  | { kind: 'dropped' }

/** One text for an end. */
export const endKey = (end: End): string =>
  end.kind === 'version' ? JSON.stringify([end.version, ...Object.entries(end.labels).flat()]) : end.kind

/** What becomes of a call: by which route, if any, and which part of it (0–1, in sum 1) ends where, by `endKey`. */
export interface Destiny {
  /** Absent where no route takes the call, so that the mesh's own default holds. */
  route?: { policy: string; index: number; route: RoutableRoute }
  parts: ReadonlyMap<string, Part>
}

interface Part {
  end: End
  part: number
}

/** A call with the surroundings that a rule can read. */
export interface PlacedCall {
  caller: Caller
  /** The called service's namespace. */
  namespace: string
  call: RoutedCall
}

/**
 * Decides calls by a state of the rules, as the data plane of each caller would: undefined where that cannot be known, because the
 * rule says more than the model does. Many calls of few kinds are decided quickly, since a route's ends are found once.
 */
export function decider(book: RuleBook, surroundings: Surroundings): (placed: PlacedCall) => Destiny | undefined {
  const found = new Map<string, ReadonlyMap<string, Part>>()
  const known = new Map<string, { rule: RuleInForce | undefined; semantics: Semantics }>()

  function readBy(caller: Caller) {
    const key = callerKey(caller)
    const answer = known.get(key) ?? { rule: book.ruleOf(caller), semantics: surroundings.semanticsOf(caller) }
    known.set(key, answer)
    return answer
  }

  function partsOf(shares: readonly Share[], namespace: string, semantics: Semantics, route?: RoutableRoute) {
    const key = JSON.stringify([
      shares,
      namespace,
      semantics,
      route?.destinations,
      route?.fallback,
      route?.emptyProtection,
    ])
    const parts = found.get(key) ?? endsOf(shares, surroundings.candidatesIn(namespace), semantics, surroundings, route)
    found.set(key, parts)
    return parts
  }

  return ({ caller, namespace, call }) => {
    const { rule, semantics } = readBy(caller)
    if (rule && !rule.whole && rule.routes.length === 0) return undefined
    const routing = routeOf({ routes: rule?.routes ?? [] }, call, semantics)
    switch (routing.outcome) {
      case 'unknown':
        return undefined
      case 'none':
        return { parts: partsOf([{ labels: {}, share: 1 }], namespace, semantics) }
      case 'dropped':
        return { ...chosen(rule, routing.route), parts: dropped }
      case 'routed':
        return {
          ...chosen(rule, routing.route),
          parts: partsOf(routing.shares, namespace, semantics, rule?.routes[routing.route]),
        }
    }
  }
}

const dropped: ReadonlyMap<string, Part> = new Map([['dropped', { end: { kind: 'dropped' }, part: 1 }]])

function chosen(rule: RuleInForce | undefined, index: number): Pick<Destiny, 'route'> {
  const route = rule?.routes[index]
  return rule && route ? { route: { policy: rule.policy, index, route } } : {}
}

/** Shares by labels as parts by end: the instances that labels choose take turns. */
function endsOf(
  shares: readonly Share[],
  candidates: readonly Candidate[],
  semantics: Semantics,
  { labelNames }: Surroundings,
  route: RoutableRoute | undefined,
): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  const add = (end: End, part: number) => {
    const key = endKey(end)
    parts.set(key, { end, part: (parts.get(key)?.part ?? 0) + part })
  }
  if (shares.length === 0) add({ kind: 'no-instance' }, 1)
  /** The instances take turns. */
  function spread(instances: readonly Candidate[], share: number): void {
    if (instances.length === 0) add({ kind: 'no-instance' }, share)
    for (const { version, labels: own } of instances) {
      const told = labelNames.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]))
      add({ kind: 'version', version, labels: Object.fromEntries(told) }, share / instances.length)
    }
  }
  for (const { labels, share, others } of shares) {
    const chosen = others ? [] : chosenBy(labels, candidates, semantics)
    if (chosen.length > 0 || !route) spread(chosen, share)
    else for (const each of reserveOf(route, candidates, semantics)) spread(each.instances, share * each.share)
  }
  return parts
}
