import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { CheckResult } from '#shared/features/changes/model.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import { type NativeDocument, type Policy, type PolicyEdit, noBase, policyKey } from '#shared/mesh/policy.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import { openChangesOf } from './change-index.ts'
import type { Changes } from './tables.ts'
import { otherDrafts } from './drafts.ts'
import { type PolicyKindDefinition, type PolicyKinds, kindNamed } from './kind.ts'
import { contentOf, normalForm, sha256, stableJson } from './normal-form.ts'
import { keepOutsideRevision } from './revisions.ts'
import { readPolicy, targetOf } from './target.ts'

/** What a check reads. */
export interface CheckDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
  /** The environment that a namespace belongs to, if any. */
  readonly environmentOf: (mesh: string, namespace: string) => Promise<Environment | undefined>
}

/** One edit as it was checked. `spec` is the parsed draft; undefined where it does not parse, null for a delete. */
export interface CheckedEdit {
  edit: PolicyEdit
  spec: unknown
  before: Policy | undefined
  after: NativeDocument[]
  environment: Environment | undefined
  findings: Finding[]
}

/** Reads what stands in the meshes and says what edits would do to it. Writes nothing to a mesh. Throws `backend-*`. */
export async function checkEdits(
  deps: CheckDeps,
  author: string,
  edits: readonly PolicyEdit[],
  signal?: AbortSignal,
): Promise<CheckedEdit[]> {
  return Promise.all(edits.map((edit, index) => checkEdit(deps, author, edit, `edits.${index}`, signal)))
}

/** The answer to whoever asked for a check. */
export const resultOf = (checked: readonly CheckedEdit[]): CheckResult => ({
  hash: hashOf(checked),
  findings: checked.flatMap((one) => one.findings),
  edits: checked.map(({ edit, before, after }) => ({
    ref: edit.ref,
    base: before?.base ?? noBase,
    before: before?.native ?? [],
    after,
  })),
})

/** sha256 over the payload that would be written and the bases that it stands on. */
export const hashOf = (checked: readonly CheckedEdit[]): string =>
  sha256(
    stableJson(checked.map(({ edit, after }) => [policyKey(edit.ref), edit.base, after.map(normalForm).toSorted()])),
  )

/** Whether the mesh no longer holds what an edit was begun on. */
export const hasMoved = ({ edit, before }: CheckedEdit): boolean => (before?.base ?? noBase) !== edit.base

async function checkEdit(deps: CheckDeps, author: string, edit: PolicyEdit, field: string, signal?: AbortSignal) {
  const { ref } = edit
  const definition = kindNamed(deps.kinds, ref.kind)
  const mesh = meshNamed(deps.meshes, ref.mesh)
  const target = targetOf(mesh, definition)
  const [before, environment, others] = await Promise.all([
    readPolicy(deps, ref, signal),
    deps.environmentOf(ref.mesh, ref.namespace),
    neighbours(deps.database, author, edit),
  ])
  const draft = parseDraft(definition, edit)
  const findings: Finding[] = [
    ...within(`${field}.spec`, draft.findings),
    ...within(field, [...baseFindings(edit, before), ...environmentFindings(edit, environment), ...others]),
  ]
  const noteOutside = keepOutsideRevision(deps.database, { ref, policy: before })
  const checked: CheckedEdit = { edit, spec: draft.spec, before, after: [], environment, findings }
  if (draft.spec === undefined) {
    await noteOutside
    return checked
  }
  const strict = { ...edit, spec: draft.spec }
  const [traps] = await Promise.all([target.check(strict, before, signal), noteOutside])
  findings.push(...within(`${field}.spec`, traps))
  // Shown even with errors, so that a person sees what the draft comes to; an edit with errors is never written.
  const after = draft.spec === null ? [] : target.render(strict, before)
  if (before && contentOf(after) === contentOf(before.native)) {
    findings.push(...within(field, [{ code: 'nothing-changes', severity: 'note', params: {} }]))
  }
  return { ...checked, after }
}

/** Whether a finding forbids to go on. */
export const isError = (finding: Finding): boolean => finding.severity === 'error'

/** The strict reading of what a person drafted. */
function parseDraft(definition: PolicyKindDefinition, edit: PolicyEdit): { spec: unknown; findings: Finding[] } {
  if (edit.spec === null) return { spec: null, findings: [] }
  const parsed = parseWith(definition.draft, edit.spec)
  return parsed.ok ? { spec: parsed.value, findings: [] } : { spec: undefined, findings: parsed.findings }
}

function baseFindings(edit: PolicyEdit, before: Policy | undefined): Finding[] {
  if (edit.spec === null && !before) return [{ code: 'policy-gone', severity: 'error', params: {} }]
  return (before?.base ?? noBase) === edit.base
    ? []
    : [{ code: 'base-moved', severity: 'error', params: {}, field: 'base' }]
}

const environmentFindings = ({ ref }: PolicyEdit, environment: Environment | undefined): Finding[] =>
  environment ? [] : [{ code: 'no-environment', severity: 'note', params: { namespace: ref.namespace } }]

/** Who else is at work on the same policy. */
async function neighbours(database: Changes, author: string, edit: PolicyEdit): Promise<Finding[]> {
  const drafts = await otherDrafts(database, author, edit.ref)
  const requests = await openChangesOf(database, policyKey(edit.ref))
  return [
    ...drafts.map((draft): Finding => ({
      code: 'other-draft',
      severity: 'note',
      params: { author: draft.author },
    })),
    ...requests.map((request): Finding => ({ code: 'open-change', severity: 'warning', params: request })),
  ]
}

const within = (field: string, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, field: finding.field === undefined ? field : `${field}.${finding.field}` }))
