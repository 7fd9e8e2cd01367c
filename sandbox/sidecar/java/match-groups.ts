import { z } from 'zod'
import type { Call } from '../http-call.ts'
import type { Identity } from '../identity.ts'
import { javaMatches, Matcher } from './match.ts'
import { readPolicy } from './policies.ts'
import { Text } from './yaml.ts'

const MatchGroup = z.object({
  alias: Text.default(''),
  services: Text.default(''),
  matches: z.array(Matcher).min(1),
})

/** A call as policies look at it. */
export interface GovernedCall {
  call: Call
  /** The caller of a received call, the called service of an own one. */
  otherEnd: string | undefined
}

/** The scenes that policies are for: `servicecomb.matchGroup.<name>` (servicecomb.md 3.4). */
export interface MatchGroups {
  /** Undefined removes it. */
  set(name: string, text: string | undefined): void
  /** False as well where no such group is known. */
  matches(name: string, call: GovernedCall): boolean
  /** Headers that any group reads, lower case. */
  headersRead(): string[]
}

/** @param self groups for other services do not count. */
export function matchGroups(self: Self): MatchGroups {
  const groups = new Map<string, readonly Matcher[]>()
  return {
    set(name, text) {
      const group = text === undefined ? undefined : readPolicy(MatchGroup, text)
      if (group && isFor(group, self)) groups.set(name, group.matches)
      else groups.delete(name)
    },
    matches: (name, { call, otherEnd }) =>
      groups.get(name)?.some((matcher) => javaMatches(matcher, call, otherEnd)) ?? false,
    headersRead: () =>
      [...groups.values()].flatMap((matchers) =>
        matchers.flatMap(({ headers = {} }) => Object.keys(headers).map((name) => name.toLowerCase())),
      ),
  }
}

export type Self = Pick<Identity, 'service' | 'version'>

/** Whether `services`, a list such as `order:1.0.0,cart`, is empty or names the service, of this version where it says one. */
export const isFor = ({ services }: { services: string }, self: Self): boolean =>
  services === '' ||
  services.split(',').some((each) => each === self.service || each === `${self.service}:${self.version}`)
