import type { NativeDocument } from '#shared/mesh/policy.ts'
import type { Held } from '../../../ports/policy-target.ts'
import { frameworkName, secondsToForce } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { dialectOf } from '../frameworks.ts'
import type { Reader } from '../readers.ts'
import { placeOf } from './label-sets.ts'

/** Those who read the documents, none of whom tells what it holds: Mesher tells its route rules alone (servicecomb.md 4.6). */
export function heldByNobodyWeCanAsk(
  readers: Reader[],
  native: NativeDocument[],
  declaration: ServiceCombDeclaration,
): Held {
  const dialects = new Set(native.flatMap(({ labels }) => placeOf(labels)?.dialect ?? []))
  const reading = readers.filter(
    ({ plane }) => plane !== undefined && (native.length === 0 || dialects.has(dialectOf(plane))),
  )
  const within = secondsToForce(declaration)
  return {
    instances: reading.flatMap(({ service, version, plane, instances }) =>
      instances.map((instance) => ({
        instance: instance.id,
        service: service.name,
        version,
        state: 'unread' as const,
        reason: { code: 'framework-tells-nothing', params: { framework: plane ? frameworkName(plane) : '' } },
      })),
    ),
    ...(within === undefined ? {} : { withinSeconds: within }),
  }
}
