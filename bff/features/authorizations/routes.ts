import { type Window, settleWindow } from '#shared/contract/window.ts'
import { readObservedCalls } from '#shared/features/authorizations/api.ts'
import { type MatrixCell, type MatrixEnd, endKey } from '#shared/features/authorizations/model.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import type { Visibility } from '#shared/access/visibility.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { End } from '../../ports/metrics.ts'

/** Serves who called whom; rules of who may are served where a mesh has them. */
export function authorizationRoutes(routes: Routes, { meshes }: { meshes: Meshes }): void {
  serve(routes, readObservedCalls, ({ params, query, visibility, signal }) =>
    observedCalls(
      meshNamed(meshes, params.mesh),
      { window: settleWindow(query, Date.now()), namespace: query.namespace, visibility },
      signal,
    ),
  )
}

interface Ask {
  window: Window
  /** Only pairs with one end in it. */
  namespace: string | undefined
  visibility: Visibility
}

async function observedCalls(mesh: ConnectedMesh, { window, namespace, visibility }: Ask, signal?: AbortSignal) {
  const { value, stamps } = await mesh.metrics.edges(window, visibility, signal)
  const pairs = Map.groupBy(
    value.map(({ from, to, traffic }) => ({ caller: endOf(from), callee: endOf(to), traffic })),
    ({ caller, callee }) => `${endKey(caller)} ${endKey(callee)}`,
  )
  const cells = [...pairs.values()].flatMap((lines): MatrixCell[] => {
    const [first] = lines
    return first ? [{ ...first, traffic: sumTraffic(lines.map(({ traffic }) => traffic)) }] : []
  })
  const isAsked = (end: MatrixEnd) => end.kind === 'service' && end.namespace === namespace
  return {
    value: cells.filter(({ caller, callee }) => namespace === undefined || isAsked(caller) || isAsked(callee)),
    stamps,
  }
}

const endOf = (end: End): MatrixEnd =>
  end.kind === 'service'
    ? { kind: 'service', namespace: end.service.namespace, name: end.service.name }
    : end.kind === 'hidden'
      ? { kind: 'hidden' }
      : { kind: end.kind, name: end.label }
