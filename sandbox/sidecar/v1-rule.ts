import { z } from 'zod'
import { canonical } from './route-match.ts'
import { UnparsableRule, type HeaderCondition, type RouteRule, type RouteTag } from './route-rule.ts'

const Item = z.object({
  /** `version=1.0,1.1` */
  groupCondition: z.string().default(''),
  /** A share in percent (`RATE`) or a condition such as `name=jack` (`RULE`). */
  policyCondition: z.string().default(''),
  caseInsensitive: z.boolean().default(false),
})

const DarkLaunch = z.object({ policyType: z.string().default(''), ruleItems: z.array(Item).nullish() })

// The first that is found in the condition counts, in this order.
const operators = [
  ['!=', 'noEqu'],
  ['>=', 'noLess'],
  ['<=', 'noGreater'],
  ['=', 'exact'],
  ['>', 'greater'],
  ['<', 'less'],
  ['~', 'regex'],
] as const

/**
 * Reads the deprecated `servicecomb.darklaunch.policy.<service>`, which Mesher turns into ordinary rules
 * (go-chassis, core/router/servicecomb/translate.go).
 * @throws UnparsableRule
 */
export function parseV1Rule(text: string): RouteRule[] {
  const { policyType, ruleItems } = read(text)
  const items = ruleItems ?? []
  if (policyType === 'RATE') {
    const route = items.flatMap((item) => shareOut(item, Number.parseInt(item.policyCondition, 10) || 0))
    return [{ precedence: 1, match: { ...anything, headers: null }, route }]
  }
  if (policyType !== 'RULE') return []
  return items.map((item) => ({
    precedence: 1,
    match: { ...anything, headers: conditionOf(item) },
    route: shareOut(item, 100),
  }))
}

const anything = { refer: '', source: '', sourceTags: null, httpHeaders: null }

function read(text: string): z.infer<typeof DarkLaunch> {
  try {
    return DarkLaunch.parse(JSON.parse(text))
  } catch (error) {
    throw new UnparsableRule(String(error))
  }
}

/** Several versions share the weight evenly; what does not divide is left over. */
function shareOut({ groupCondition }: z.infer<typeof Item>, weight: number): RouteTag[] {
  const versions = groupCondition.replace('version=', '').split(',')
  return versions.map((version) => ({ tags: { version }, weight: Math.trunc(weight / versions.length) }))
}

function conditionOf({ policyCondition, caseInsensitive }: z.infer<typeof Item>): Record<string, HeaderCondition> {
  const [sign, operator] = operators.find(([each]) => policyCondition.includes(each)) ?? []
  const [name, value, more] = sign ? policyCondition.split(sign) : []
  if (!operator || name === undefined || value === undefined || more !== undefined) return {}
  return { [canonical(name.replaceAll('_', ''))]: { [operator]: value, caseInsensitive: String(caseInsensitive) } }
}
