import * as api from '#shared/features/session/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { changePassword, type SessionDeps, sessionOf, signIn, signOut } from './service.ts'

export function sessionRoutes(routes: Routes, deps: SessionDeps): void {
  serve(routes, api.signIn, ({ body, address, requestId, session }) =>
    signIn(deps, body, { address, requestId }, session),
  )

  serve(routes, api.readSession, ({ actor }) => sessionOf(actor, deps.version))

  serve(routes, api.signOut, ({ actor, session }) => signOut(deps, actor, session))

  serve(routes, api.changePassword, ({ actor, body, session }) => changePassword(deps, actor, body, session))
}
