import { z } from 'zod'
import { matchesPattern, NamePattern } from '../../access/pattern.ts'

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

/** An environment as a person writes it down. */
export const EnvironmentDraft = Environment.omit({ revision: true })
export type EnvironmentDraft = z.infer<typeof EnvironmentDraft>

/** The environment that a place belongs to: the first in order whose patterns fit; undefined where none does. */
export const environmentAt = (
  environments: readonly Environment[],
  place: { mesh: string; namespace: string },
): Environment | undefined =>
  environments
    .toSorted((one, other) => one.order - other.order)
    .find(({ meshes, namespaces }) => matchesPattern(meshes, place.mesh) && matchesPattern(namespaces, place.namespace))
