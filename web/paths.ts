interface ServicePlace {
  mesh: string
  namespace: string
  name: string
}

const part = encodeURIComponent
const ofMesh = (mesh: string) => `/meshes/${part(mesh)}`
const ofService = (service: ServicePlace) =>
  `${ofMesh(service.mesh)}/namespaces/${part(service.namespace)}/services/${part(service.name)}`

/** Every address of the console. Window and namespace are added by `ScopeLink` or `useCarried`. */
export const paths = {
  signIn: (returnTo = '') => (returnTo ? `/sign-in?return=${part(returnTo)}` : '/sign-in'),
  overview: (mesh: string) => `${ofMesh(mesh)}/overview`,
  topology: (mesh: string) => `${ofMesh(mesh)}/topology`,
  services: (mesh: string) => `${ofMesh(mesh)}/services`,
  service: ofService,
  routeRules: (mesh: string) => `${ofMesh(mesh)}/route-rules`,
  /** `ruleName` is the policy's name (`app`, `caller:predict@1.0.0`). */
  routeRule: (service: ServicePlace, ruleName: string) => `${ofService(service)}/route-rules/${part(ruleName)}`,
  calls: (mesh: string) => `${ofMesh(mesh)}/calls`,
  changes: () => '/changes',
  change: (id: string) => `/changes/${part(id)}`,
  meshes: () => '/meshes',
  account: () => '/account',
}

/** The same addresses as patterns, for the router. */
export const patterns = {
  signIn: '/sign-in',
  overview: '/meshes/:mesh/overview',
  topology: '/meshes/:mesh/topology',
  services: '/meshes/:mesh/services',
  service: '/meshes/:mesh/namespaces/:namespace/services/:service',
  routeRules: '/meshes/:mesh/route-rules',
  routeRule: '/meshes/:mesh/namespaces/:namespace/services/:service/route-rules/:name',
  calls: '/meshes/:mesh/calls',
  changes: '/changes',
  change: '/changes/:id',
  meshes: '/meshes',
  account: '/account',
}
