import type { Webhook } from '#shared/features/webhooks/model.ts'
import type { Status } from '../../ui/StatusGlyph.tsx'

/** How a webhook fares, by what came of its last try. */
export type Faring = 'well' | 'failing' | 'trying' | 'untried'

/** The sign of each. */
export const signOfFaring: Record<Faring, Status> = {
  well: 'ok',
  failing: 'failing',
  trying: 'waiting',
  untried: 'idle',
}

/** A webhook that failed is failing until something is taken, also while it is tried again. */
export function faringOf({ failingSince, waiting, last }: Pick<Webhook, 'failingSince' | 'waiting' | 'last'>): Faring {
  if (failingSince !== undefined) return 'failing'
  if (last?.tries.last?.result === 'taken') return 'well'
  return waiting > 0 ? 'trying' : 'untried'
}
