import { z } from 'zod'
import { Matcher } from './match.ts'
import { Flag, readYaml, Text, Whole } from './yaml.ts'

const Route = z.object({ weight: Whole, tags: z.record(z.string(), Text).nullish() })

const Rule = z.object({
  precedence: Whole.default(0),
  match: Matcher.nullish(),
  route: z.array(Route).min(1),
  fallback: z.array(Route).nullish(),
  /** Whether all instances are used when none has the tags. */
  emptyProtection: Flag.default(true),
})

/** One rule of `servicecomb.routeRule.<service>` as java-chassis 3.x reads it (servicecomb.md 3.3, at the end). */
export type JavaRule = z.infer<typeof Rule>
export type JavaRoute = z.infer<typeof Route>

/** The rules, highest precedence first; none at all when the text cannot be read, unlike Mesher, which keeps the old ones. */
export function parseJavaRules(text: string): JavaRule[] {
  const rules = z.array(Rule).safeParse(readYaml(text))
  return rules.success ? rules.data.toSorted((a, b) => b.precedence - a.precedence) : []
}
