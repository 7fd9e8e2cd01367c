import * as api from '#shared/features/session/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { changePassword, type SessionDeps, sessionOf, signIn } from './service.ts'

export function sessionRoutes(routes: Routes, deps: SessionDeps): void {
  serve(routes, api.signIn, ({ body, address, session }) => signIn(deps, body, address, session))

  serve(routes, api.readSession, ({ actor }) => sessionOf(actor, deps.version))

  serve(routes, api.signOut, async ({ session }) => {
    if (session.token !== undefined) await deps.sessions.end(session.token)
    session.clear()
  })

  serve(routes, api.changePassword, ({ actor, body, address, session }) =>
    changePassword(deps, actor.name, body, address, session),
  )
}
