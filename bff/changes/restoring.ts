import type { Instant } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { KeptRevision, RestorePreview } from '#shared/features/revisions/model.ts'
import { type PolicyEdit, noBase, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import { numberOf } from './change-id.ts'
import { type CheckDeps, type CheckedEdit, checkEdits, resultOf } from './check.ts'
import { contentOf } from './normal-form.ts'
import { readAndNote } from './outside.ts'
import type { Submit } from './proposing.ts'
import { unreadable } from './revisions.ts'
import type { Changes } from './tables.ts'

export interface RestoreDeps extends CheckDeps {
  readonly submit: Submit
}

/** Who gives a policy back which state that it had. */
export interface Restoring {
  actor: Actor
  to: KeptRevision
  /** Whether `to` was accepted and others have changed it since: then nobody needs the right to write the kind. */
  fromDrift?: boolean
}

/** What is said beside it. `base`: what stood there when it was looked at. */
export interface RestoreWish {
  base: string
  title: string
  reason: string
  revertAt?: Instant | undefined
}

/** What giving a policy back a state would write now. Throws `revision-unreadable`, `backend-*`. */
export async function previewRestore(
  deps: RestoreDeps,
  { actor, to }: Restoring,
  signal?: AbortSignal,
): Promise<RestorePreview> {
  refuseUnreadable(to)
  const base = (await readAndNote(deps, to.ref, signal))?.base ?? noBase
  // Already gone: there is nothing to be deleted.
  if (to.native.length === 0 && base === noBase) return { ...resultOf([]), base, writes: false }
  const edits = [editBackTo(to, base)]
  const checked = await checkEdits(deps, { author: actor.name, edits, back: 'by-hand' }, signal)
  const result = resultOf(checked)
  return { ...result, findings: [...result.findings, ...fidelity(to, checked)], base, writes: checked.some(writes) }
}

/**
 * Asks for the request that gives a policy back a state that it had, even where a person could not draft it. Throws
 * `revision-unreadable`, `nothing-to-restore`, `conflict` where the base has moved, `check-failed`, `backend-*`.
 */
export async function restore(
  deps: RestoreDeps,
  { actor, to, fromDrift = false }: Restoring,
  { base, title, reason, revertAt }: RestoreWish,
  signal?: AbortSignal,
): Promise<ChangeRequest> {
  const preview = await previewRestore(deps, { actor, to }, signal)
  if (!preview.writes && preview.base === base)
    throw new Problem('nothing-to-restore', { params: { number: to.number } })
  const edits = [editBackTo(to, base)]
  const proposal = { title, reason, edits, ...(revertAt === undefined ? {} : { revertAt }) }
  const beside = (transaction: Changes, id: string) => noteRestoration(transaction, id, to, fromDrift)
  return deps.submit({ author: actor.name, actor, proposal, back: 'by-hand', beside }, signal)
}

const editBackTo = ({ ref, native, spec, enabled }: KeptRevision, base: string): PolicyEdit => ({
  ref,
  spec: native.length === 0 ? null : spec,
  enabled,
  base,
})

function refuseUnreadable({ number, understood }: KeptRevision): void {
  if (understood === unreadable) throw new Problem('revision-unreadable', { params: { number } })
}

const writes = ({ before, after }: CheckedEdit): boolean => contentOf(before?.native ?? []) !== contentOf(after)

/** What the model does not know stays as it stands now, so the documents may not become what they were word for word. */
function fidelity(to: KeptRevision, checked: readonly CheckedEdit[]): RestorePreview['findings'] {
  const isSame = checked.every(({ after }) => contentOf(after) === contentOf(to.native))
  return isSame ? [] : [{ code: 'restore-differs', severity: 'warning', params: { number: to.number } }]
}

async function noteRestoration(
  database: Changes,
  id: string,
  { ref, number }: KeptRevision,
  fromDrift: boolean,
): Promise<void> {
  await database
    .insertInto('change_restoration')
    .values({ change_number: numberOf(id), policy: policyKey(ref), number, from_drift: fromDrift ? 1 : 0 })
    .execute()
}

/** Whether a request gives a policy back a state that it had: then it was never anybody's draft. */
export async function isRestoration(database: Changes, id: string): Promise<boolean> {
  const row = await database
    .selectFrom('change_restoration')
    .select('number')
    .where('change_number', '=', numberOf(id))
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a request puts back what was accepted and others changed: who may settle drift may ask for it. */
export async function isDriftRevert(database: Changes, id: string): Promise<boolean> {
  const row = await database
    .selectFrom('change_restoration')
    .select('from_drift')
    .where('change_number', '=', numberOf(id))
    .executeTakeFirst()
  return row?.from_drift === 1
}
