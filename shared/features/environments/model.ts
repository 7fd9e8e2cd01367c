import { z } from 'zod'
import { matchesPattern, NamePattern } from '../../access/pattern.ts'
import { Role, roleHas } from '../../access/role.ts'

/** Most approvals that an environment may ask for. */
export const mostApprovals = 5

/**
 * Who may approve changes of an environment: who holds this role where the change's policies are, or `any` for everybody who holds
 * `changes:approve` there. An administrator holds that permission, too, but counts only where the role is `administrator` or `any`.
 */
export const ApproverRole = z.union([
  z.literal('any'),
  Role.refine((role) => roleHas(role, 'changes:approve'), { params: { code: 'role-cannot-approve' } }),
])
export type ApproverRole = z.infer<typeof ApproverRole>

const EnvironmentFields = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** Lower comes first in lists and in promotion. */
  order: z.int().min(0).max(1000),
  meshes: NamePattern,
  namespaces: NamePattern,
  /** Different people who must approve a change before it is applied; 0: none, a change is applied at once. */
  approvals: z.int().min(0).max(mostApprovals),
  approverRole: ApproverRole.default('approver'),
  /** Per cent, 1–100: a route rule that moves a destination's weight by more in one request is refused by the check. Left out: any step. */
  largestWeightStep: z.int().min(1).max(100).optional(),
  /**
   * More approvals for a change that reaches far: `approvals` in all where the services it changes get more than `callsPerSecond` calls
   * a second, over the last 15 minutes, or where that cannot be told.
   */
  moreAbove: z
    .object({ callsPerSecond: z.number().positive().max(1_000_000), approvals: z.int().min(1).max(mostApprovals) })
    .optional(),
})

const isMore = ({ approvals, moreAbove }: { approvals: number; moreAbove?: { approvals: number } | undefined }) =>
  moreAbove === undefined || moreAbove.approvals > approvals
const notMore = { params: { code: 'approvals-not-more' }, path: ['moreAbove', 'approvals'] }

/** A place of change with rules of its own: which meshes and namespaces belong to it, and what a change of their policies needs. */
export const Environment = EnvironmentFields.safeExtend({ revision: z.int().positive() })
export type Environment = z.infer<typeof Environment>

/** An environment as a person writes it down. */
export const EnvironmentDraft = EnvironmentFields.refine(isMore, notMore)
export type EnvironmentDraft = z.infer<typeof EnvironmentDraft>

/** What a person sets of an environment that exists. `revision` is the one that the editor saw: a stale one is a conflict. */
export const EnvironmentUpdate = Environment.omit({ name: true }).refine(isMore, notMore)
export type EnvironmentUpdate = z.infer<typeof EnvironmentUpdate>

/** Another name for an environment that exists. */
export const EnvironmentRenaming = Environment.pick({ name: true, revision: true })
export type EnvironmentRenaming = z.infer<typeof EnvironmentRenaming>

/** The environment that a place belongs to: the first in order whose patterns fit; undefined where none does. */
export const environmentAt = (
  environments: readonly Environment[],
  place: { mesh: string; namespace: string },
): Environment | undefined =>
  environments
    .toSorted((one, other) => one.order - other.order)
    .find(({ meshes, namespaces }) => matchesPattern(meshes, place.mesh) && matchesPattern(namespaces, place.namespace))
