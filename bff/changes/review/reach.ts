import { wholeMesh } from '#shared/access/visibility.ts'
import { settleWindow } from '#shared/contract/window.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { End } from '../../ports/metrics.ts'
import { isUnknown } from '../../mesh/figures.ts'
import type { CheckedEdit } from '../check.ts'

/** Edits with how far they reach, where their environment asks for more reviewers above a rate. */
export async function withReach(
  meshes: Meshes,
  checked: readonly CheckedEdit[],
  signal?: AbortSignal,
): Promise<CheckedEdit[]> {
  const asking = checked.filter(({ environment }) => environment?.moreAbove)
  const groups = Map.groupBy(asking, ({ environment }) => environment?.name)
  const reaches = new Map<string | undefined, number | undefined>()
  for (const [name, edits] of groups) {
    const refs = edits.map(({ edit }) => edit.ref)
    reaches.set(name, await callsPerSecond(meshes, refs, signal))
  }
  return checked.map((one) => ({ ...one, reach: reaches.get(one.environment?.name) }))
}

/** Calls a second, over the last 15 minutes, that the called services of policies get; undefined where that is not known. */
async function callsPerSecond(meshes: Meshes, refs: readonly PolicyRef[], signal?: AbortSignal) {
  const [first] = refs
  if (!first) return undefined
  const mesh = meshNamed(meshes, first.mesh)
  const window = settleWindow({}, Date.now())
  const edges = await mesh.metrics.edges(window, wholeMesh(mesh.name), signal)
  if (isUnknown(window, edges)) return undefined
  const reached = edges.value.filter(({ to }) => refs.some((ref) => isCalledBy(ref, to)))
  return reached.reduce((sum, { traffic }) => sum + traffic.rate, 0)
}

const isCalledBy = ({ namespace, service }: PolicyRef, to: End): boolean =>
  to.kind === 'service' && to.service.namespace === namespace && (service === '*' || service === to.service.name)
