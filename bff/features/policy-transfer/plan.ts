import { missing } from '#shared/access/refusal.ts'
import type { Instant } from '#shared/contract/instant.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { PlannedPolicy, PlanState, TransferredPolicy } from '#shared/features/policy-transfer/model.ts'
import { noBase, type PolicyEdit, type PolicyRef } from '#shared/mesh/policy.ts'
import { isError } from '../../changes/check.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import type { PolicyKindDefinition } from '../../changes/kind.ts'
import { readPolicy } from '../../changes/target.ts'
import type { Actor } from '../../http/actor.ts'
import { meshNamed } from '../../ports/mesh.ts'
import { type CollectDeps, transferable } from './collect.ts'
import { unknownKeys } from './unknown-keys.ts'

export interface PlanDeps extends CollectDeps {
  readonly engine: ChangeEngine
}

/** Where policies are brought to, by whom, and when the request for them would end. */
export interface Target {
  actor: Actor
  mesh: string
  namespace: string
  revertAt?: Instant | undefined
}

/** Policies that are looked at side by side. */
const sideBySide = 8

/** What bringing policies into a namespace would do, one by one. Writes nothing to a mesh. Throws `not-found`, `backend-*`. */
export async function planPolicies(
  deps: PlanDeps,
  target: Target,
  policies: readonly TransferredPolicy[],
  signal: AbortSignal,
): Promise<PlannedPolicy[]> {
  const planned: PlannedPolicy[] = []
  for (let from = 0; from < policies.length; from += sideBySide) {
    const group = policies.slice(from, from + sideBySide)
    planned.push(...(await Promise.all(group.map((policy) => planPolicy(deps, target, policy, signal)))))
  }
  return planned
}

async function planPolicy(
  deps: PlanDeps,
  target: Target,
  policy: TransferredPolicy,
  signal: AbortSignal,
): Promise<PlannedPolicy> {
  const { actor, mesh, namespace, revertAt } = target
  const { kind, service, name, enabled, spec } = policy
  const definition = transferable(deps.kinds).find((one) => one.kind === kind)
  if (!definition) return refused(policy, error('transfer-kind-unknown', { kind }))
  if (!meshNamed(deps.meshes, mesh).target(definition.kind)) {
    return refused(policy, error('transfer-kind-absent', { mesh }))
  }
  if (policy.understood === 'not') return refused(policy, error('transfer-not-understood'))
  const ref: PolicyRef = { mesh, namespace, service, kind: definition.kind, name }
  const denied = missingRight(actor, definition, ref)
  if (denied) return refused(policy, denied)

  const standing = await readPolicy(deps, ref, signal)
  const edit: PolicyEdit = { ref, spec, enabled, base: standing?.base ?? noBase }
  const check = await deps.engine.check(actor, { edits: [edit], revertAt }, signal)
  const findings = [...ownFindings(definition, policy), ...check.findings.map(inPolicy)]
  const { before = [], after = [] } = check.edits[0] ?? {}
  return {
    kind,
    service,
    name,
    edit,
    before,
    after,
    findings,
    state: stateOf(findings, standing !== undefined),
    needsEnd: definition.needsEnd === true && enabled,
  }
}

function stateOf(findings: readonly Finding[], stands: boolean): PlanState {
  const errors = findings.filter(isError)
  // Where nothing would be written, nothing has to end.
  const isEqual = findings.some(({ code }) => code === 'nothing-changes')
  if (isEqual && errors.every(({ field }) => field === 'revertAt')) return 'equal'
  if (errors.length > 0) return 'refused'
  return stands ? 'different' : 'new'
}

/** What only the way from one place to the other brings up. */
function ownFindings(definition: PolicyKindDefinition, { spec, understood }: TransferredPolicy): Finding[] {
  const drafted = definition.draft.safeParse(spec)
  const unknown = drafted.success ? unknownKeys(spec, drafted.data) : []
  return understood === 'partly'
    ? [{ code: 'transfer-partly-understood', severity: 'warning', params: {} }, ...unknown]
    : unknown
}

/** The first permission that the actor lacks for a policy, as a finding; nothing is read of such a policy. */
function missingRight(actor: Actor, definition: PolicyKindDefinition, ref: PolicyRef): Finding | undefined {
  const { mesh, namespace, service } = ref
  const needed = [definition.endpoints.permission, 'changes:write', definition.write] as const
  const permission = needed.find((one) => !actor.may(one, { mesh, namespace, service }))
  return permission && error('not-permitted', missing(permission, { mesh, namespace, service }))
}

/** A check names places in its request of one edit; here they are those of the policy. */
function inPolicy({ field, ...finding }: Finding): Finding {
  const place = field?.replace(/^edits\.0(\.|$)/, '')
  return place ? { ...finding, field: place } : finding
}

const refused = ({ kind, service, name }: TransferredPolicy, finding: Finding): PlannedPolicy => ({
  kind,
  service,
  name,
  state: 'refused',
  before: [],
  after: [],
  findings: [finding],
  needsEnd: false,
})

const error = (code: Finding['code'], params: Finding['params'] = {}): Finding => ({ code, severity: 'error', params })
