import { parse } from 'yaml'
import { z } from 'zod'
import type { IncomingHandler, OutgoingHandler } from '../governance.ts'
import type { Call } from '../http-call.ts'
import { Dropped } from '../listener.ts'
import { InvalidPattern } from '../pattern.ts'
import { conditionsMatch, operate } from '../route-match.ts'

const Operators = z.record(z.string(), z.coerce.string())

const Entry = z.object({
  headers: z.record(z.string(), Operators).nullish(),
  /** Several operators are alternatives. */
  apiPath: Operators.nullish(),
  method: z.array(z.string()).nullish(),
})

const MatchGroup = z.object({ matches: z.array(Entry).nullish() })
type MatchGroup = z.infer<typeof MatchGroup>

/** Mesher's `traffic-marker` on both sides. */
export interface MatchGroups {
  outgoing: OutgoingHandler
  incoming: IncomingHandler
  /** Groups are read once, when the process starts. */
  load(values: ReadonlyMap<string, string>): void
}

/** A Mesher 1.8.0 drops every request that meets a group (servicecomb.md 3.4). */
export function matchGroups(): MatchGroups {
  let groups: MatchGroup[] = []

  function dropMatching(call: Call): void {
    try {
      if (!groups.some(({ matches }) => matches?.some((entry) => entryMatches(entry, call)))) return
    } catch (error) {
      throw error instanceof InvalidPattern ? new Dropped(`invalid pattern ${error.message}`) : error
    }
    throw new Dropped('a request that meets a match group')
  }

  return {
    outgoing: {
      name: 'traffic-marker',
      async handle(outgoing, next) {
        dropMatching(outgoing.call)
        return next(outgoing)
      },
    },
    incoming: {
      name: 'traffic-marker',
      async handle(incoming, next) {
        dropMatching(incoming.call)
        return next(incoming)
      },
    },
    load(values) {
      groups = [...values].filter(([key]) => isGroup(key)).flatMap(([, value]) => readGroup(value))
    },
  }
}

// Exactly three parts: a name with a dot is no group.
const isGroup = (key: string): boolean => /^servicecomb\.match(Group)?\.[^.]+$/.test(key)

function readGroup(text: string): MatchGroup[] {
  try {
    const group = MatchGroup.safeParse(parse(text))
    return group.success ? [group.data] : []
  } catch {
    return []
  }
}

function entryMatches({ headers, apiPath, method }: z.infer<typeof Entry>, call: Call): boolean {
  const [path = ''] = call.path.split('?')
  const paths = Object.entries(apiPath ?? {})
  return (
    (!method || method.includes(call.method)) &&
    (paths.length === 0 || paths.some(([operator, expected]) => operate(operator, path, expected))) &&
    conditionsMatch(Object.entries(headers ?? {}), call.headers)
  )
}
