import { Problem } from '#shared/contract/problem.ts'
import * as api from '#shared/features/drift/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { readAndNote } from '../../changes/outside.ts'
import { demandDriftRevert, demandReading, seesPolicy } from '../../changes/permission.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import type { Meshes } from '../../ports/mesh.ts'
import { type DriftDeps, acceptedOf, adopt, driftAt, ignore, listDrift, watchAgain } from './service.ts'

export interface DriftRouteDeps extends DriftDeps {
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
  readonly engine: ChangeEngine
}

/** Serves what others changed of accepted policies, and the three answers to it. */
export function driftRoutes(routes: Routes, deps: DriftRouteDeps): void {
  const { kinds, meshes, changes, engine } = deps

  /** Notes what others wrote. Drift is told while the mesh is silent, too; then what was changed just now may be missing. */
  const look = (ref: PolicyRef, signal: AbortSignal) =>
    readAndNote({ database: changes, meshes, kinds }, ref, signal).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })

  serve(routes, api.listDrift, ({ params: { mesh }, query, visibility, actor }) => {
    const mayRead = ({ kind, namespace, service }: PolicyRef) => {
      const permission = kinds.get(kind)?.endpoints.permission
      return permission !== undefined && actor.may(permission, { mesh, namespace, service })
    }
    return listDrift(deps, { mesh, ...query }, (ref) => seesPolicy(visibility, ref) && mayRead(ref))
  })

  serve(routes, api.readDrift, async ({ params, actor, signal }) => {
    demandReading(actor, kinds, [params])
    await look(params, signal)
    return driftAt(deps, params)
  })

  serve(routes, api.adoptDrift, async ({ params, body, actor }) => {
    demandReading(actor, kinds, [params])
    await adopt(deps, actor, params, body)
    return driftAt(deps, params)
  })

  serve(routes, api.ignoreDrift, async ({ params, body, actor }) => {
    demandReading(actor, kinds, [params])
    await ignore(deps, actor, params, body)
    return driftAt(deps, params)
  })

  serve(routes, api.watchDrift, async ({ params, actor }) => {
    demandReading(actor, kinds, [params])
    await watchAgain(deps, actor, params)
    return driftAt(deps, params)
  })

  serve(routes, api.previewDriftRevert, async ({ params, actor, signal }) => {
    demandReading(actor, kinds, [params])
    await look(params, signal)
    return engine.previewRestore({ actor, to: await acceptedOf(deps, params) }, signal)
  })

  // What is put back was accepted before, so that it takes no right to write the kind.
  serve(routes, api.revertDrift, async ({ params, body, actor, signal }) => {
    demandReading(actor, kinds, [params])
    demandDriftRevert(actor, [params])
    await look(params, signal)
    return engine.restore({ actor, to: await acceptedOf(deps, params), fromDrift: true }, body, signal)
  })
}
