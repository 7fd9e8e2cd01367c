import { mayDo } from '#shared/access/may.ts'
import type { Freeze } from '#shared/features/freezes/model.ts'
import type { Session } from '#shared/features/session/api.ts'

/** What is asked for holds in the whole environment. The server asks again. */
const wholeOf = (environment: string) => ({ environment, mesh: '*', namespace: '*', service: '*' })

/** Whether somebody may freeze an environment. */
export const mayFreeze = (session: Session | undefined, environment: string): boolean =>
  session !== undefined && mayDo(session.bindings, 'freezes:write', wholeOf(environment))

/** Whether somebody may lift a freeze: by a role that it names, or since they may freeze. */
export const mayLift = (session: Session | undefined, { environment, liftedBy }: Freeze): boolean =>
  session !== undefined &&
  (mayFreeze(session, environment) ||
    mayDo(
      session.bindings.filter(({ role }) => liftedBy.includes(role)),
      'changes:write',
      wholeOf(environment),
    ))
