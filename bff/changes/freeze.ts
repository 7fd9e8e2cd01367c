import { type Role, roles } from '#shared/access/role.ts'
import type { Instant } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type Freeze, holdsBack } from '#shared/features/freezes/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'

/** A freeze that holds a write back: of which environment, until when, and why. */
export interface Frozen {
  environment: string
  until: Instant
  reason: string
}

/** Asks whether a policy may not be written at a moment by somebody who holds these roles where it is; undefined where it may. */
export type FrozenAt = (ref: PolicyRef, held: readonly Role[], at: Instant) => Promise<Frozen | undefined>

/** Asks the freezes that run in a policy's environment whether one holds back a change of it. */
export const frozenBy =
  (
    environmentOf: (mesh: string, namespace: string) => Promise<{ name: string } | undefined>,
    runningAt: (environment: string, at: Instant) => Promise<Freeze[]>,
  ): FrozenAt =>
  async ({ mesh, namespace, service }, held, at) => {
    const nameNow = async () => (await environmentOf(mesh, namespace))?.name
    let environment = await nameNow()
    while (environment !== undefined) {
      const freeze = (await runningAt(environment, at)).find((one) => holdsBack(one, { service, roles: held }))
      if (freeze) return { environment, until: freeze.to, reason: freeze.reason }
      // An environment that was renamed between the two readings has taken its freezes along.
      const now = await nameNow()
      if (now === environment) return undefined
      environment = now
    }
    return undefined
  }

/** The first freeze that keeps an actor from writing policies at a moment, as the problem that it is; undefined where none does. */
export async function freezeOver(
  frozenAt: FrozenAt,
  actor: Pick<Actor, 'may'>,
  refs: readonly PolicyRef[],
  at: Instant,
): Promise<Problem | undefined> {
  for (const ref of refs) {
    const { mesh, namespace, service } = ref
    const held = roles.filter((role) => actor.may('changes:write', { mesh, namespace, service }, role))
    const frozen = await frozenAt(ref, held, at)
    if (frozen) return new Problem('frozen', { params: { ...frozen } })
  }
  return undefined
}
