import { z } from 'zod'
import { matchesPattern, NamePattern } from '../../access/pattern.ts'
import { Role, roleHas } from '../../access/role.ts'
import { Instant } from '../../contract/instant.ts'
import { TimeZone } from '../../contract/zone.ts'
import { Environment } from '../environments/model.ts'
import { UserName } from '../users/model.ts'

/** `FZ-1`, counted by the console. */
export const FreezeId = z.string().regex(/^FZ-[1-9]\d{0,8}$/)
export type FreezeId = z.infer<typeof FreezeId>

/** Roles that change anything at all: only they can be held back, let through, or asked to lift. */
const ChangingRole = Role.refine((role) => roleHas(role, 'changes:write'), { params: { code: 'role-changes-nothing' } })

const FreezeFields = z.object({
  environment: Environment.shape.name,
  /** Inclusive. */
  from: Instant,
  /** Exclusive. */
  to: Instant,
  /** The zone in which the window was written down; it is shown in this one beside the reader's own. */
  zone: TimeZone,
  reason: z.string().trim().min(1).max(500),
  /** Called services whose policies may be changed all the same. */
  exceptServices: z.array(NamePattern).max(50).default([]),
  /** Whoever holds one of these roles where a policy is may change it all the same. */
  exceptRoles: z.array(ChangingRole).max(20).default([]),
  /** Whoever holds one of these roles in the whole environment may lift it, besides those who may freeze. */
  liftedBy: z.array(ChangingRole).max(20).default([]),
})

const inOrder = ({ from, to }: { from: Instant; to: Instant }) => Date.parse(from) < Date.parse(to)
const empty = { params: { code: 'window-empty' }, path: ['to'] }

/** A window in which nothing of an environment is changed, as a person writes it down. */
export const FreezeDraft = FreezeFields.refine(inOrder, empty)
export type FreezeDraft = z.infer<typeof FreezeDraft>

/** What a person sets of a freeze that exists. `revision` is the one that the editor saw: a stale one is a conflict. */
export const FreezeUpdate = FreezeFields.omit({ environment: true })
  .extend({ revision: z.int().positive() })
  .refine(inOrder, empty)
export type FreezeUpdate = z.infer<typeof FreezeUpdate>

/** That a freeze was ended before its time, or before it began. */
export const Lifting = z.object({ at: Instant, by: UserName, reason: z.string() })
export type Lifting = z.infer<typeof Lifting>

export const Freeze = FreezeFields.extend({
  id: FreezeId,
  createdBy: UserName,
  createdAt: Instant,
  lifted: Lifting.optional(),
  revision: z.int().positive(),
})
export type Freeze = z.infer<typeof Freeze>

export type FreezeState = 'running' | 'coming' | 'over' | 'lifted'

/** Where a freeze stands at a moment (milliseconds since 1970). */
export function freezeState({ from, to, lifted }: Freeze, nowMs: number): FreezeState {
  if (lifted) return 'lifted'
  if (Date.parse(to) <= nowMs) return 'over'
  return Date.parse(from) <= nowMs ? 'running' : 'coming'
}

/**
 * Whether a freeze that is running holds back a change of a policy of a called service (`*`: of all) by somebody who holds these
 * roles where the policy is.
 */
export const holdsBack = (
  { exceptServices, exceptRoles }: Freeze,
  { service, roles }: { service: string; roles: readonly Role[] },
): boolean =>
  !exceptServices.some((pattern) => matchesPattern(pattern, service)) &&
  !exceptRoles.some((role) => roles.includes(role))
