import type { PolicyKind } from '#shared/mesh/policy.ts'

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
  policies: (mesh: string, kind: PolicyKind) => `${ofMesh(mesh)}/${kind}`,
  /** `service` is the called one; `name` is the policy's (`app`, `caller:predict@1.0.0`). */
  policy: (service: ServicePlace, kind: PolicyKind, name: string) => `${ofService(service)}/${kind}/${part(name)}`,
  /** The history of one policy. */
  timeline: (service: ServicePlace, kind: PolicyKind, name: string) =>
    `${ofService(service)}/${kind}/${part(name)}/revisions`,
  revisions: (mesh: string) => `${ofMesh(mesh)}/revisions`,
  drift: (mesh: string) => `${ofMesh(mesh)}/drift`,
  policyTransfer: (mesh: string) => `${ofMesh(mesh)}/policy-transfer`,
  calls: (mesh: string) => `${ofMesh(mesh)}/calls`,
  inbox: () => '/inbox',
  changes: () => '/changes',
  change: (id: string) => `/changes/${part(id)}`,
  meshes: () => '/meshes',
  environments: () => '/environments',
  freezes: () => '/freezes',
  freeze: (id: string) => `/freezes?freeze=${part(id)}`,
  newFreeze: (environment: string) => `/freezes?freeze=new&environment=${part(environment)}`,
  access: () => '/access',
  person: (name: string) => `/access/${part(name)}`,
  audit: () => '/audit',
  webhooks: () => '/webhooks',
  account: () => '/account',
}

/** The same addresses as patterns, for the router. */
export const patterns = {
  signIn: '/sign-in',
  overview: '/meshes/:mesh/overview',
  topology: '/meshes/:mesh/topology',
  services: '/meshes/:mesh/services',
  service: '/meshes/:mesh/namespaces/:namespace/services/:service',
  policies: (kind: PolicyKind) => `/meshes/:mesh/${kind}`,
  policy: (kind: PolicyKind) => `/meshes/:mesh/namespaces/:namespace/services/:service/${kind}/:name`,
  timeline: '/meshes/:mesh/namespaces/:namespace/services/:service/:kind/:name/revisions',
  revisions: '/meshes/:mesh/revisions',
  drift: '/meshes/:mesh/drift',
  policyTransfer: '/meshes/:mesh/policy-transfer',
  calls: '/meshes/:mesh/calls',
  inbox: '/inbox',
  changes: '/changes',
  change: '/changes/:id',
  meshes: '/meshes',
  environments: '/environments',
  freezes: '/freezes',
  access: '/access',
  person: '/access/:name',
  audit: '/audit',
  webhooks: '/webhooks',
  account: '/account',
}
