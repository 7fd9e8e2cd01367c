import { z } from 'zod'

/** Destinations of a route: shares of one whole. */
export const Shares = z.array(z.looseObject({ labels: z.record(z.string(), z.string()), weight: z.number() })).min(1)

/** With which control a value is typed. `model`: none of its own, as the model writes it. */
export type OwnKind = 'number' | 'text' | 'names' | 'shares' | 'model'

export function ownKindOf(value: unknown): OwnKind {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'text'
  if (Shares.safeParse(value).success) return 'shares'
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? 'names' : 'model'
}
