import { z } from 'zod'

/**
 * A document as Kie keeps it.
 *
 * Source: Apache ServiceComb Kie, pkg/model/db_schema.go. Times are unix seconds, revisions count per domain.
 */
export interface KvDocument {
  id: string
  key: string
  value: string
  value_type: string
  labels: Record<string, string>
  /** `a=1::b=2`, keys in order; the part of the identity that the labels make. */
  label_format: string
  status: string
  priority: number
  check: string
  domain: string
  project: string
  create_revision: number
  update_revision: number
  create_time: number
  update_time: number
}

const Labels = z.record(z.string(), z.string())

export const KvBody = z.object({
  key: z.string().default(''),
  value: z.string().default(''),
  value_type: z.string().default(''),
  labels: Labels.default({}),
  status: z.string().default(''),
  priority: z.int().default(0),
  check: z.string().default(''),
})
export type KvBody = z.infer<typeof KvBody>

export const KvUpdate = z.object({ value: z.string().default(''), status: z.string().default('') })
export type KvUpdate = z.infer<typeof KvUpdate>

export const KvIds = z.object({ ids: z.array(z.string()).default([]) })

export const KvFile = z.object({ data: z.array(KvBody).default([]) })
