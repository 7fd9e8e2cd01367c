import type { Finding } from '#shared/contract/problem.ts'
import { hasScope, scopeIn } from '../capability-rows.ts'
import type { DataPlane } from '../frameworks.ts'
import type { Subject } from '../kie-target.ts'
import type { SettingsDefinition, Values } from '../settings/definition.ts'
import { valuesOf } from '../settings/read.ts'
import { standingOf } from '../settings/render.ts'
import { everyService } from './block.ts'

/** Traps of what lies in a block that load balancing and retries share (servicecomb.md 3.7). */
export function checkBalancing<Spec>(
  definition: SettingsDefinition<Spec>,
  { edit: { ref, spec, enabled }, after, snapshot, documents }: Subject<Spec>,
  planes: DataPlane[],
  otherIn: (values: Values) => boolean,
  asksFor: (spec: Spec) => readonly Asked[],
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
  const rows = planes.map((plane) => definition.row(plane, ref)).filter((row) => hasScope(row, scopeIn(ref.name)))
  for (const asked of asksFor(spec)) {
    const reason = rows.map(({ features }) => features[asked.feature]).find((one) => one?.available === 'no')?.reason
    if (!reason) continue
    findings.push({
      ...reason,
      // The codes of capabilities are codes of findings, too.
      code: reason.code as Finding['code'],
      // What can be written has no effect; the rest cannot even be said.
      severity: after === 'invalid' ? 'error' : 'warning',
      field: asked.field,
    })
  }
  return findings
}

/** Something that a spec asks for and that not every data plane has. */
export interface Asked {
  /** By its name among the capabilities. */
  feature: string
  /** Its place in the spec. */
  field: string
}
