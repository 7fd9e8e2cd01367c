import { z } from 'zod'
import { Finding } from '../contract/problem.ts'
import { MeshName, NamespaceName, ServiceName } from './service.ts'

/** The kinds of policy, whether or not a mesh has them. A further kind adds its word here. */
export const policyKinds = [
  'route-rules',
  'rate-limits',
  'circuit-breakers',
  'load-balancing',
  'retries',
  'faults',
  'authorizations',
  'instance-status',
] as const
export const PolicyKind = z.enum(policyKinds)
export type PolicyKind = z.infer<typeof PolicyKind>

/**
 * What is edited at once: `service` is the called service, `namespace` the readers', `name` says scope and subject.
 * Decided by the caller's proxy: `app` (every caller of the namespace), `caller:predict` (all its versions), `caller:predict@1.0.0` where a
 * person chose the version. Decided by the called side's: `from:portal` (one caller), `all` (every caller). Calls that a match group takes:
 * `group:vip` on the side that the kind decides on; where a kind has groups on both, `app:group:vip` is on the callers'. Groups of one
 * caller: `caller:predict:group:vip`. The id of an instance for `instance-status`.
 */
export const PolicyRef = z.object({
  mesh: MeshName,
  namespace: NamespaceName,
  service: ServiceName,
  kind: PolicyKind,
  name: z.string().regex(/^[\w.:@*-]{1,200}$/),
})
export type PolicyRef = z.infer<typeof PolicyRef>

/** One text per policy, for keys of maps and rows. */
export const policyKey = (ref: PolicyRef): string =>
  [ref.mesh, ref.namespace, ref.service, ref.kind, ref.name].join('/')

/** One document of the mesh, as its store holds it. */
export const NativeDocument = z.object({
  /** The store's own id; absent before the first write. */
  id: z.string().optional(),
  /** What it is called there (a Kie key, a resource's kind and name). */
  key: z.string(),
  /** The labels that decide who reads it. */
  labels: z.record(z.string(), z.string()),
  format: z.enum(['yaml', 'json', 'text']),
  text: z.string(),
  enabled: z.boolean(),
  /** The store's revision of this document. */
  revision: z.string().optional(),
})
export type NativeDocument = z.infer<typeof NativeDocument>

/** The base of a policy that does not exist yet. */
export const noBase = 'none'

/** A policy as read from a mesh; `spec` is the kind's observed schema. */
export const policyOf = <Spec extends z.ZodType>(spec: Spec) =>
  z.object({
    ref: PolicyRef,
    spec,
    enabled: z.boolean(),
    /** What a write is compared with: changes whenever one of the documents does. */
    base: z.string(),
    native: z.array(NativeDocument),
    /** `partly`: the documents hold more than the model can express; it is kept on every write. */
    understood: z.enum(['whole', 'partly', 'not']),
    findings: z.array(Finding),
  })
export interface Policy<Spec = unknown> {
  ref: PolicyRef
  spec: Spec
  enabled: boolean
  base: string
  native: NativeDocument[]
  understood: 'whole' | 'partly' | 'not'
  findings: Finding[]
}

/** Characters of JSON that a spec may have: about what the largest document of a mesh holds. */
const largestSpec = 100_000
/** How deep values may lie in each other. */
const deepestSpec = 32

/** What a person drafts of a policy, before its kind has looked at it: any JSON within limits, `null` for none. */
const DraftedSpec = z.unknown().superRefine((spec, context) => {
  const refuse = (code: string, params: Record<string, number>) =>
    context.addIssue({ code: 'custom', params: { code, ...params } })
  // Depth comes first: what is too deep could not even be written down.
  if (isDeeper(spec, deepestSpec)) refuse('spec-too-deep', { maximum: deepestSpec })
  else if ((JSON.stringify(spec) ?? '').length > largestSpec) refuse('spec-too-large', { maximum: largestSpec })
})

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)))

/** One wish of a person: what a policy shall be. `spec: null` deletes it. */
export const PolicyEdit = z.object({
  ref: PolicyRef,
  spec: DraftedSpec,
  enabled: z.boolean(),
  /** The base that the editor saw, `none` for a new policy. */
  base: z.string().max(200),
})
export interface PolicyEdit<Spec = unknown> {
  ref: PolicyRef
  spec: Spec | null
  enabled: boolean
  base: string
}
