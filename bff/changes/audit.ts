import type { AuditEvent, AuditObject } from '#shared/features/audit/model.ts'
import type { ChangeEdit, ChangeRequest, ChangeStep } from '#shared/features/changes/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { type Act, record } from '../audit/audit.ts'
import { type Doer, theConsole } from '../audit/doer.ts'
import { contentOf } from './normal-form.ts'
import type { Changes } from './tables.ts'

/** Appends to the audit log what happened to a request, within the transaction in which it did; by the console where nobody is named. */
export async function noteChange(
  transaction: Changes,
  event: AuditEvent,
  change: ChangeRequest,
  by: Doer = theConsole,
  more: Pick<Act, 'result' | 'details'> = {},
): Promise<void> {
  const { title, author, state, round, hash, reverts } = change
  const { result, details } = more
  await record(transaction, {
    event,
    by,
    object: objectOf(change),
    ...(result === undefined ? {} : { result }),
    after: hash,
    details: {
      title,
      author,
      state,
      round,
      policies: change.edits.map(({ ref }) => policyKey(ref)),
      reverts,
      ...details,
    },
  })
}

/** Appends to the audit log how the writing of one policy ended, within the transaction that records the step. */
export async function noteStep(
  transaction: Changes,
  { id, author }: ChangeRequest,
  { ref, before, after, remainder }: ChangeEdit,
  problem?: ChangeStep['problem'],
): Promise<void> {
  const { mesh, namespace, service } = ref
  await record(transaction, {
    event: 'step-written',
    by: theConsole,
    object: { kind: 'policy', id: policyKey(ref), mesh, namespace, service },
    result: problem ? 'failed' : 'done',
    before: before ? contentOf(before.native) : undefined,
    after: after || remainder ? contentOf(after?.native ?? remainder ?? []) : undefined,
    details: { change: id, author, problem: problem?.code },
  })
}

/** A request as what an audit entry is about; in one place only as far as all of its policies are. */
function objectOf({ id, mesh, edits, needs }: ChangeRequest): AuditObject {
  const refs = edits.map(({ ref }) => ref)
  const common = (part: 'namespace' | 'service') => onlyOne(refs.map((ref: PolicyRef) => ref[part]))
  const [namespace, service] = [common('namespace'), common('service')]
  const environment = onlyOne(needs.map((need) => need.environment))
  return {
    kind: 'change',
    id,
    mesh,
    ...(namespace === undefined ? {} : { namespace }),
    ...(service === undefined ? {} : { service }),
    ...(environment === undefined ? {} : { environment }),
  }
}

const onlyOne = (names: readonly string[]): string | undefined =>
  names.every((name) => name === names[0]) ? names[0] : undefined
