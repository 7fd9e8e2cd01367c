import { Problem } from '#shared/contract/problem.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { PolicyTarget } from '../../ports/policy-target.ts'

/** Where a mesh keeps its route rules. Throws `not-found` for a mesh that has none. */
export function routeRulesOf(mesh: ConnectedMesh): PolicyTarget {
  const target = mesh.target('route-rules')
  if (!target) throw new Problem('not-found', { params: { noun: 'policy kind', id: 'route-rules' } })
  return target
}
