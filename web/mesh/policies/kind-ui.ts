import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Permission } from '#shared/access/permission.ts'
import type { Endpoint } from '#shared/contract/endpoint.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Reading } from '#shared/contract/reading.ts'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { Policy, PolicyEdit, PolicyKind, PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadText } from '#shared/mesh/policy-text.ts'
import type { PolicyEnd, PolicyLast } from '#shared/mesh/policy-endpoints.ts'
import type { Column } from '../../ui/DataTable.tsx'
import type { ScopeKind } from './scopes.ts'

/** A policy as it is told; `ends` where the console takes it back by itself, `last` as far as the console knows it. */
export interface ToldPolicy<Spec> extends Policy<Spec> {
  ends?: PolicyEnd | undefined
  last?: PolicyLast | undefined
}

/** What `policyEndpoints` makes for a kind whose specs are observed as `Spec`. */
interface Readings<Spec> {
  kind: PolicyKind
  permission: Permission
  list: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<Reading<ToldPolicy<Spec>[]>>>
  read: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<{ policy: ToldPolicy<Spec> | null }>>
  readText: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<ReadText<Spec>>>
  capabilities: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<Capabilities>>
}

/** What a kind says about itself in the language that is shown. */
export interface PolicyWords<Spec, Draft> {
  /** What holds while there is no policy of the kind. */
  empty: string
  /** What a spec says, in words: a line of the list and of the service's page. */
  summary: (spec: Spec) => ReactNode
  /** Further columns of the list, between scope and state. */
  columns?: readonly Column<ToldPolicy<Spec>>[]
  /** Title of a change of an existing policy, from what was edited; undefined for the general one. */
  changeTitle?: (edited: { ref: PolicyRef; draft: Draft; live: Spec }) => string | undefined
  /** What is pending in the footer; "Edited" when left out. */
  pending?: (edited: { draft: Draft; live: Spec | undefined }) => string
  /** What is still to be filled in, while `isComplete` denies; a general sentence when left out. */
  incomplete?: string
  /** What deleting does, and the same in short with figures, for the button; the general ones when undefined. */
  removal?: (removed: {
    policy: ToldPolicy<Spec>
    service: ServiceDetail | undefined
  }) => { text: string; act: string } | undefined
}

/**
 * A kind of policy as the common pages need it: where it is read, what it is called, how its form begins.
 * `Draft` is what the form holds; `specOf` makes of it what is checked and proposed.
 */
export interface PolicyKindUi<Spec, Draft = Spec> {
  endpoints: Readings<Spec>
  write: Permission
  /** The scopes that a new policy may have, where the mesh has them (`scope.<kind>` among its capabilities). */
  scopes: readonly ScopeKind[]
  /** A hook. */
  useWords: () => PolicyWords<Spec, Draft>
  /** What the form starts from; `undefined` for a new policy. */
  draftOf: (spec: Spec | undefined) => Draft
  specOf: (draft: Draft) => unknown
  /** A kept draft, read leniently since it may be unfinished; undefined where it is none of this kind. */
  restored: (spec: unknown, live: Spec | undefined) => Draft | undefined
  /** Whether a draft is worth checking; it always is when left out. */
  isComplete?: (draft: Draft) => boolean
  /** The policy ends by itself: the change asks for a time. */
  needsEnd?: boolean
  /** A policy may be about every called service at once (`*`). */
  everyService?: boolean
  /** A match group is heeded by the callers, so that a policy for one is about every called service. */
  groupsOfCallers?: boolean
  /** A policy may be for one version of its readers alone. */
  versions?: boolean
}

/** The parts of a definition whose form edits the spec as it is. `schema` is the observed one. */
export const formOfSpec = <Spec>(schema: z.ZodType<Spec>, empty: Spec) => ({
  draftOf: (spec: Spec | undefined): Spec => spec ?? empty,
  specOf: (draft: Spec): unknown => draft,
  restored: (spec: unknown): Spec | undefined => schema.safeParse(spec).data,
})

/** What a kind's form is given. */
export interface PolicyFormProps<Spec, Draft = Spec> {
  policyRef: PolicyRef
  draft: Draft
  /** What would be proposed now. */
  edit: PolicyEdit
  /** As it stands in the mesh; undefined for a new policy. */
  live: Spec | undefined
  /** Undefined while they are not known. */
  capabilities: Capabilities | undefined
  /** The called service with its versions, instances and callers; undefined while, or where, it is not known. */
  service: ServiceDetail | undefined
  /** Of what stands in the form; `field` is the place in the spec (`routes.1.match`), absent for the whole. */
  findings: readonly Finding[]
  /** Everything can be opened and nothing changed: antd's controls are off, buttons of the form's own are left out. */
  readOnly: boolean
  onChange: (change: (draft: Draft) => Draft) => void
}

/** What parts beside the form (impact, backtest) are given. */
export interface RailContext {
  policyRef: PolicyRef
  /** What would be proposed now. */
  edit: PolicyEdit
  /** It differs from what is live and is complete, so that it is worth asking about. */
  askable: boolean
}
