import type { Finding } from '#shared/contract/problem.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadText, TypedDocument } from '#shared/mesh/policy-text.ts'
import { nestsTooDeep, yamlFault } from '../../mesh/yaml-text.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'

/** What typed documents say as a policy; where that cannot be told, an error says why, with its line as far as it has one. */
export async function readText(
  target: Pick<PolicyTarget, 'parse'>,
  ref: PolicyRef,
  documents: readonly TypedDocument[],
): Promise<ReadText> {
  const faults = documents.flatMap(faultsOf)
  if (faults.length > 0) return { spec: null, understood: 'not', findings: faults }
  const read = await target.parse(ref, documents)
  if (read.understood !== 'not' && read.spec !== null) return read
  const why = read.findings.some(({ severity }) => severity === 'error') ? [] : [nothingSaid]
  return { ...read, spec: null, findings: [...read.findings, ...why] }
}

const nothingSaid: Finding = { code: 'text-says-no-policy', severity: 'error', params: {} }

function faultsOf({ key, format, text }: TypedDocument): Finding[] {
  if (format === 'text') return []
  if (nestsTooDeep(text)) return [{ code: 'text-too-deep', severity: 'error', params: { key } }]
  const fault = yamlFault(text)
  if (!fault) return []
  const { source, ...at } = fault
  return [{ code: 'text-unreadable', severity: 'error', params: { key, ...at }, source }]
}
