import type { PolicyRef } from '#shared/mesh/policy.ts'

// As `web/paths.ts` has them.

/** The page of a change. */
export const changeUrl = (console: URL, id: string): string => under(console, ['changes', id])

/** The history of a policy, with what drifts in it. */
export const policyUrl = (console: URL, { mesh, namespace, service, kind, name }: PolicyRef): string =>
  under(console, ['meshes', mesh, 'namespaces', namespace, 'services', service, kind, name, 'revisions'])

/** The console may be served below a path of a larger site. */
function under({ origin, pathname }: URL, parts: readonly string[]): string {
  return `${origin}${pathname.replace(/\/$/, '')}/${parts.map(encodeURIComponent).join('/')}`
}
