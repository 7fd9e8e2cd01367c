import { matchesPattern, type NamePattern } from './pattern.ts'

/** One stretch of what an actor sees: services by namespace and name, and calls of tenants. Patterns as in `pattern.ts`. */
export interface Grant {
  namespace: NamePattern
  service: NamePattern
  tenant: NamePattern
}

/**
 * What an actor sees of one mesh: the union of the grants. Bindings by label are resolved to names before.
 * No grant: nothing. Every read takes one.
 */
export interface Visibility {
  mesh: string
  grants: Grant[]
}

/** Sees the whole of a mesh; for the console's own work that nobody asked for. */
export const wholeMesh = (mesh: string): Visibility => ({
  mesh,
  grants: [{ namespace: '*', service: '*', tenant: '*' }],
})

/** Whether nothing of the mesh is hidden. */
export const seesAll = (visibility: Visibility): boolean =>
  visibility.grants.some((grant) => grant.namespace === '*' && grant.service === '*' && grant.tenant === '*')

/** Whether a service is seen, whatever its calls' tenants. */
export const seesService = (
  visibility: Visibility,
  service: { mesh: string; namespace: string; name: string },
): boolean =>
  service.mesh === visibility.mesh &&
  visibility.grants.some(
    (grant) => matchesPattern(grant.namespace, service.namespace) && matchesPattern(grant.service, service.name),
  )
