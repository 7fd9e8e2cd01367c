import type { Finding } from '#shared/contract/problem.ts'
import type { Subject } from '../kie-target.ts'
import { largestValue, mostLabels } from '../kie.ts'

/** What would keep Kie from storing the documents of an edit, or anybody from reading them (servicecomb.md 2.10, 3.2). */
export function checkDocuments({
  edit,
  before,
  after,
}: Pick<Subject<unknown>, 'edit' | 'before' | 'after'>): Finding[] {
  if (edit.spec === null || after === 'invalid') return []
  if (after === 'not-editable') return [{ code: 'rule-not-editable', severity: 'error', params: {} }]
  const findings = after.flatMap(({ text, labels }): Finding[] => {
    const bytes = new TextEncoder().encode(text).byteLength
    const size: Finding = { code: 'value-over-limit', severity: 'error', params: { bytes, limit: largestValue } }
    const count: Finding = { code: 'too-many-labels', severity: 'error', params: { limit: mostLabels } }
    return [...(bytes > largestValue ? [size] : []), ...(Object.keys(labels).length > mostLabels ? [count] : [])]
  })
  if (after.length === 0) findings.push({ code: 'no-readers-to-write-for', severity: 'error', params: {} })
  if (before?.understood === 'not') findings.push({ code: 'rule-replaced', severity: 'warning', params: {} })
  return findings
}
