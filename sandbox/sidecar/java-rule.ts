import { parse } from 'yaml'
import { z } from 'zod'
import type { JavaMatcher } from './java-match.ts'

/** A scalar as text: java-chassis reads both `1.0` and `"1.0"` into a text field. */
const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Operators = z.record(z.string(), Text)

const Route = z.object({ weight: z.int(), tags: z.record(z.string(), Text).nullish() })

const Matcher: z.ZodType<JavaMatcher> = z.object({
  method: z.array(z.string()).exactOptional(),
  apiPath: Operators.exactOptional(),
  headers: z.record(z.string(), Operators).exactOptional(),
  queries: z.record(z.string(), Operators).exactOptional(),
  serviceName: z.string().exactOptional(),
  customMatcher: z.string().exactOptional(),
})

const Rule = z.object({
  precedence: z.int().default(0),
  match: Matcher.nullish(),
  route: z.array(Route).min(1),
  fallback: z.array(Route).nullish(),
  /** Whether all instances are used when none has the tags. */
  emptyProtection: z.boolean().default(true),
})

/** One rule of `servicecomb.routeRule.<service>` as java-chassis 3.x reads it (servicecomb.md 3.3, at the end). */
export type JavaRule = z.infer<typeof Rule>
export type JavaRoute = z.infer<typeof Route>

/** The rules, highest precedence first; none at all when the text cannot be read, unlike Mesher, which keeps the old ones. */
export function parseJavaRules(text: string): JavaRule[] {
  try {
    const rules = z.array(Rule).safeParse(parse(text))
    return rules.success ? rules.data.toSorted((a, b) => b.precedence - a.precedence) : []
  } catch {
    return []
  }
}
