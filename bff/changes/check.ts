import type { Instant } from '#shared/contract/instant.ts'
import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { CheckResult } from '#shared/features/changes/model.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import { type NativeDocument, type Policy, type PolicyEdit, noBase, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import { openChangesOf } from './change-index.ts'
import type { Changes } from './tables.ts'
import { otherDrafts } from './drafts.ts'
import { endFindings } from './end-check.ts'
import { coverFindings, freezeFindings, stepFindings } from './environment-check.ts'
import type { FrozenAt } from './freeze.ts'
import { type PolicyKindDefinition, type PolicyKinds, kindNamed } from './kind.ts'
import { contentOf, normalForm, sha256, stableJson } from './normal-form.ts'
import { readAndNote } from './outside.ts'
import { needsOf } from './review/needs.ts'
import { withReach } from './review/reach.ts'
import { targetOf } from './target.ts'

/** What a check reads. */
export interface CheckDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
  /** The environment that a namespace belongs to, if any. */
  readonly environmentOf: (mesh: string, namespace: string) => Promise<Environment | undefined>
  /** Whether a freeze keeps a policy from being written. */
  readonly frozenAt: FrozenAt
}

/** One edit as it was checked. `spec` is the parsed draft; undefined where it does not parse, null for a delete. */
export interface CheckedEdit {
  edit: PolicyEdit
  spec: unknown
  before: Policy | undefined
  after: NativeDocument[]
  environment: Environment | undefined
  findings: Finding[]
  /** Calls a second that the services of its environment's edits get; absent where it makes no difference or is not known. */
  reach?: number | undefined
}

/** What is to be checked, and for whom. */
export interface Wish {
  author: string
  /** The person who asks; absent where the console does: then no freeze is told of. */
  actor?: Actor | undefined
  edits: readonly PolicyEdit[]
  revertAt?: Instant | undefined
  /**
   * Back to what stood there once: that was found in the mesh, so it need not be what a person may draft. `by-itself`: the end of a
   * change whose author asked for it, which needs no end of its own.
   */
  back?: 'by-hand' | 'by-itself' | undefined
  /** The request whose edits they are, where there is one: it does not stand in its own way. */
  request?: string | undefined
}

/** Reads what stands in the meshes and says what edits would do to it. Writes nothing to a mesh. Throws `backend-*`. */
export async function checkEdits(deps: CheckDeps, wish: Wish, signal?: AbortSignal): Promise<CheckedEdit[]> {
  const checked = await Promise.all(
    wish.edits.map((edit, index) => checkEdit(deps, wish, edit, `edits.${index}`, signal)),
  )
  checked[0]?.findings.push(...endFindings(deps.kinds, wish))
  return withReach(deps.meshes, checked, signal)
}

/** The answer to whoever asked for a check. */
export const resultOf = (checked: readonly CheckedEdit[], revertAt?: Instant): CheckResult => ({
  hash: hashOf(checked, revertAt),
  findings: checked.flatMap((one) => one.findings),
  edits: checked.map(({ edit, before, after }) => ({
    ref: edit.ref,
    base: before?.base ?? noBase,
    before: before?.native ?? [],
    after,
  })),
  needs: needsOf(checked),
})

/** sha256 over the payload that would be written, the bases that it stands on, and when it ends. */
export function hashOf(checked: readonly CheckedEdit[], revertAt: Instant | undefined): string {
  const payload = checked.map(({ edit, after }) => [policyKey(edit.ref), edit.base, after.map(normalForm).toSorted()])
  return sha256(stableJson(revertAt === undefined ? payload : [payload, revertAt]))
}

/** Whether the mesh no longer holds what an edit was begun on. */
export const hasMoved = ({ edit, before }: CheckedEdit): boolean => (before?.base ?? noBase) !== edit.base

async function checkEdit(deps: CheckDeps, wish: Wish, edit: PolicyEdit, field: string, signal?: AbortSignal) {
  const { ref } = edit
  const definition = kindNamed(deps.kinds, ref.kind)
  const mesh = meshNamed(deps.meshes, ref.mesh)
  const target = targetOf(mesh, definition)
  const [before, environment, others, frozen] = await Promise.all([
    readAndNote(deps, ref, signal),
    deps.environmentOf(ref.mesh, ref.namespace),
    neighbours(deps.database, wish, edit),
    freezeFindings(deps, wish, edit),
  ])
  const draft = parseDraft(definition, edit, wish)
  const findings: Finding[] = [
    ...within(`${field}.spec`, draft.findings),
    ...within(field, [...baseFindings(edit, before), ...coverFindings(edit, environment), ...frozen, ...others]),
  ]
  const checked: CheckedEdit = { edit, spec: draft.spec, before, after: [], environment, findings }
  if (draft.spec === undefined) return checked
  const strict = { ...edit, spec: draft.spec }
  findings.push(...within(`${field}.spec`, await target.check(strict, before, signal)))
  findings.push(...within(`${field}.spec`, stepFindings(definition, wish, { environment, before, spec: draft.spec })))
  // Shown even with errors, so that a person sees what the draft comes to; an edit with errors is never written.
  const after = target.render(strict, before)
  if (before && contentOf(after) === contentOf(before.native)) {
    findings.push(...within(field, [{ code: 'nothing-changes', severity: 'note', params: {} }]))
  }
  return { ...checked, after }
}

/** Whether a finding forbids to go on. */
export const isError = (finding: Finding): boolean => finding.severity === 'error'

/** The strict reading of what a person drafted. */
function parseDraft(
  definition: PolicyKindDefinition,
  edit: PolicyEdit,
  { back }: Wish,
): { spec: unknown; findings: Finding[] } {
  if (edit.spec === null) return { spec: null, findings: [] }
  const parsed = parseWith(definition.draft, edit.spec)
  if (parsed.ok) return { spec: parsed.value, findings: [] }
  return back ? { spec: edit.spec, findings: [] } : { spec: undefined, findings: parsed.findings }
}

function baseFindings(edit: PolicyEdit, before: Policy | undefined): Finding[] {
  if (edit.spec === null && !before) return [{ code: 'policy-gone', severity: 'error', params: {} }]
  return (before?.base ?? noBase) === edit.base
    ? []
    : [{ code: 'base-moved', severity: 'error', params: {}, field: 'base' }]
}

/** Who else is at work on the same policy. */
async function neighbours(database: Changes, { author, request: own }: Wish, edit: PolicyEdit): Promise<Finding[]> {
  const drafts = await otherDrafts(database, author, edit.ref)
  const requests = (await openChangesOf(database, policyKey(edit.ref))).filter(({ id }) => id !== own)
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
