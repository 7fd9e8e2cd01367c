import { stringify } from 'yaml'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import {
  mostTransferred,
  type PolicyDocument,
  type TransferSource,
  type TransferredPolicy,
  transferForm,
} from '#shared/features/policy-transfer/model.ts'
import type { Policy, PolicyKind } from '#shared/mesh/policy.ts'
import type { PolicyKindDefinition, PolicyKinds } from '../../changes/kind.ts'
import { seesPolicy } from '../../changes/permission.ts'
import { recalled } from '../../changes/target.ts'
import type { Changes } from '../../changes/tables.ts'
import { type Actor, demand } from '../../http/actor.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'

export interface CollectDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** What a place holds, as far as the actor may read it. */
export interface Collected {
  document: PolicyDocument
  /** Kinds that the actor may read nothing of there. */
  unread: PolicyKind[]
}

/** Kinds that are somebody's lasting wish: the others are no part of an export. */
export const transferable = (kinds: PolicyKinds): PolicyKindDefinition[] =>
  [...kinds.values()].filter(({ tracked }) => tracked !== false)

/**
 * The policies of a namespace, or of one called service in it, in the form of an export. Throws `not-permitted`, `not-found`,
 * `transfer-too-many`, and `backend-silent` where a source does not answer: an export that lacks something would look whole.
 */
export async function collect(deps: CollectDeps, actor: Actor, source: TransferSource): Promise<Collected> {
  const { service } = source
  demand(actor, 'services:read', {
    mesh: source.mesh,
    namespace: source.namespace,
    ...(service === undefined ? {} : { service }),
  })
  const mesh = meshNamed(deps.meshes, source.mesh)
  const offered = transferable(deps.kinds).filter(({ kind }) => mesh.target(kind) !== undefined)
  const readable = offered.filter(({ endpoints }) => actor.may(endpoints.permission, source))
  const lists = await Promise.all(readable.map((definition) => policiesOf(deps, { actor, mesh, definition }, source)))
  const policies = lists.flat()
  if (policies.length > mostTransferred) {
    throw new Problem('transfer-too-many', { params: { count: policies.length, maximum: mostTransferred } })
  }
  const unread = offered.filter((definition) => !readable.includes(definition)).map(({ kind }) => kind)
  return { document: { form: transferForm, ...source, at: now(), policies }, unread }
}

/** An export as it is written to a file. */
export const textOf = (document: PolicyDocument): string =>
  stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })

interface Asked {
  actor: Actor
  mesh: ConnectedMesh
  definition: PolicyKindDefinition
}

async function policiesOf(
  deps: CollectDeps,
  { actor, mesh, definition }: Asked,
  { namespace, service }: TransferSource,
): Promise<TransferredPolicy[]> {
  const list = await mesh.target(definition.kind)?.list()
  const silent = list?.stamps.find((stamp) => stamp.silent)
  if (silent) throw new Problem('backend-silent', { params: { backend: silent.source } })
  const visibility = actor.visibility(definition.endpoints.permission, mesh.name)
  const asked = (list?.value ?? []).filter(
    ({ ref }) => ref.namespace === namespace && (service ?? ref.service) === ref.service && seesPolicy(visibility, ref),
  )
  const known = await Promise.all(asked.map(async (policy) => recalled(deps.database, definition, policy)))
  return known
    .map((policy) => transferred(definition, policy))
    .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)))
}

/** What was observed becomes a draft where it can: without what only this mesh says of it. */
function transferred({ draft }: PolicyKindDefinition, policy: Policy): TransferredPolicy {
  const { ref, spec, enabled, understood } = policy
  const drafted = draft.safeParse(spec)
  return {
    kind: ref.kind,
    service: ref.service,
    name: ref.name,
    enabled,
    ...(understood === 'whole' ? {} : { understood }),
    spec: drafted.success ? drafted.data : spec,
  }
}

const keyOf = ({ service, name }: TransferredPolicy): string => `${service}/${name}`

const now = (): Instant => instantOf(Date.now())
