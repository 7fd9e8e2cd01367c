import { z } from 'zod'
import { NamePattern } from '../../access/pattern.ts'

/** A place of change with rules of its own: which meshes and namespaces belong to it, and how many approvals a change needs. */
export const Environment = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** Lower comes first in lists and in promotion. */
  order: z.int().min(0).max(1000),
  meshes: NamePattern,
  namespaces: NamePattern,
  /** Approvals that a change needs. Until reviews exist only 0 is taken. */
  approvals: z.literal(0),
  revision: z.int().positive(),
})
export type Environment = z.infer<typeof Environment>
