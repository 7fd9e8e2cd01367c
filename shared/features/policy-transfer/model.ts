import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { Finding } from '../../contract/problem.ts'
import { NativeDocument, PolicyEdit, PolicyKind, PolicyRef } from '../../mesh/policy.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'

/** Name and version of the form that exports are written in. */
export const transferForm = 'meshdeck-policies/1'

/** Characters that a text may have. */
export const longestTransfer = 262_144
/** Policies that one export holds. A request takes fewer: `ProposedEdits`. */
export const mostTransferred = 100

/** One policy in the console's own model: neither ids nor bases, and nothing of the mesh that it came from. */
export const TransferredPolicy = z.strictObject({
  /** Of a newer console it may be one that is not known here. */
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  service: ServiceName,
  name: PolicyRef.shape.name,
  enabled: z.boolean(),
  /** Said where the documents held more than `spec` tells. */
  understood: z.enum(['partly', 'not']).optional(),
  /** What the kind's draft is; as found in the mesh where that is nothing that a person could draft. */
  spec: PolicyEdit.shape.spec.refine((spec): boolean => typeof spec === 'object' && spec !== null, {
    params: { code: 'value-missing' },
  }),
})
export type TransferredPolicy = z.infer<typeof TransferredPolicy>

const place = { mesh: MeshName, namespace: NamespaceName, service: ServiceName.optional() }

/** Policies of a namespace, or of one called service in it, as they are taken from one mesh to another. */
export const PolicyDocument = z.strictObject({
  form: z.string().refine((form) => form === transferForm, {
    params: { code: 'transfer-form-unknown', form: transferForm },
  }),
  ...place,
  /** When the policies stood so. */
  at: Instant,
  policies: z
    .array(TransferredPolicy)
    .max(mostTransferred)
    .superRefine((policies, context) => {
      const seen = new Set<string>()
      for (const [index, { kind, service, name }] of policies.entries()) {
        const key = [kind, service, name].join('/')
        const params = { code: 'transfer-policy-twice' }
        if (seen.has(key)) context.addIssue({ code: 'custom', path: [index], params })
        seen.add(key)
      }
    }),
})
export type PolicyDocument = z.infer<typeof PolicyDocument>

/** Where policies are taken from. */
export const TransferSource = z.strictObject(place)
export type TransferSource = z.infer<typeof TransferSource>

/** `refused`: its findings say why; the others carry the edit that would make the target say the same. */
export const PlanState = z.enum(['new', 'different', 'equal', 'refused'])
export type PlanState = z.infer<typeof PlanState>

/** What would become of one policy in the target. */
export const PlannedPolicy = z.object({
  kind: z.string(),
  service: ServiceName,
  name: PolicyRef.shape.name,
  state: PlanState,
  /** It is proposed by `POST /changes`; absent where there is no policy that could be. */
  edit: PolicyEdit.optional(),
  before: z.array(NativeDocument),
  after: z.array(NativeDocument),
  findings: z.array(Finding),
  /** It may not stand for good: the request needs an end. */
  needsEnd: z.boolean(),
})
export type PlannedPolicy = z.infer<typeof PlannedPolicy>

/** What bringing policies into a namespace would do. */
export const TransferPlan = z.object({
  source: TransferSource.extend({ at: Instant }),
  policies: z.array(PlannedPolicy),
  /** Kinds that the caller may not read at the source. */
  unread: z.array(PolicyKind),
})
export type TransferPlan = z.infer<typeof TransferPlan>
