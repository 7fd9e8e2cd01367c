import type { Finding } from '#shared/contract/problem.ts'
import type { DataPlane } from '../frameworks.ts'
import type { Subject } from '../kie-target.ts'
import type { SettingsDefinition, Values } from '../settings/definition.ts'
import { valuesOf } from '../settings/read.ts'
import { standingOf } from '../settings/render.ts'
import { everyService } from './block.ts'

/** Traps of what lies in a block that load balancing and retries share (servicecomb.md 3.7). */
export function checkBalancing<Spec>(
  definition: SettingsDefinition<Spec>,
  { edit: { ref, spec, enabled }, snapshot, documents }: Subject<Spec>,
  planes: DataPlane[],
  otherIn: (values: Values) => boolean,
): Finding[] {
  const findings: Finding[] = []
  const field = (name: string, given: Finding): Finding => ({ ...given, field: name })
  if (ref.service.includes('.') && planes.some((plane) => plane === 'mesher' || plane === 'go-chassis')) {
    findings.push({ code: 'name-with-dots-unaddressed', severity: 'error', params: { service: ref.service } })
  }
  const isBlock = ref.service !== everyService
  const standing = standingOf(definition, ref, { documents, snapshot })
  if (isBlock && (spec === null || !enabled) && standing.some(({ fields }) => otherIn(valuesOf(fields)))) {
    findings.push({ code: 'block-shared', severity: 'error', params: { service: ref.service } })
  }
  if (spec === null) return findings
  const isKnown = snapshot.services.some(({ namespace, name }) => namespace === ref.namespace && name === ref.service)
  if (isBlock && !isKnown) {
    findings.push(
      field('service', { code: 'service-not-registered', severity: 'warning', params: { service: ref.service } }),
    )
  }
  return findings
}
