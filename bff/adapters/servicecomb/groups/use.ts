import type { KieDocument } from '../kie.ts'
import { labelsText } from '../scopes.ts'
import type { Held } from '../settings/gather.ts'

export const groupKeyOf = (group: string): string => `servicecomb.matchGroup.${group}`

/** Kinds of java-chassis' policies that can be for a match group (servicecomb.md 3.5–3.9). */
const kinds = [
  'rateLimiting',
  'identifierRateLimiting',
  'circuitBreaker',
  'instanceIsolation',
  'bulkhead',
  'instanceBulkhead',
  'loadbalance',
  'retry',
  'faultInjection',
  'timeLimiter',
  'cache',
  'mapper',
]

/** Every key that is about a match group: its own, and those of the policies that may be for it. */
export const keysAboutGroup = (group: string): string[] => [
  groupKeyOf(group),
  ...kinds.map((kind) => `servicecomb.${kind}.${group}`),
]

const groupKey = /^servicecomb\.matchGroup\.(.+)$/

/** Whether documents beside a policy's own are for the same match group of the same readers. */
export function isGroupStillUsed({ labels, fields }: Held, documents: readonly KieDocument[]): boolean {
  const group = groupKey.exec(fields.get('match')?.key ?? '')?.[1]
  if (group === undefined) return false
  const own = new Set([...fields.values()].map(({ id }) => id))
  const about = new Set(keysAboutGroup(group))
  return documents.some(
    (document) =>
      !own.has(document.id) && about.has(document.key) && labelsText(document.labels) === labelsText(labels),
  )
}
