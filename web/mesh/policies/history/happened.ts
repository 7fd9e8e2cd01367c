import type { Said } from '#shared/features/revisions/model.ts'

/** What happened between two states of a policy; `text`: only its documents changed. */
export type Happened = 'created' | 'changed' | 'deleted' | 'on' | 'off' | 'text'

/** Tells it from what was said before and after. */
export function whatHappened(before: Said | undefined, after: Said | undefined): Happened {
  if (!before) return after ? 'created' : 'text'
  if (!after) return 'deleted'
  if (JSON.stringify(before.spec) !== JSON.stringify(after.spec)) return 'changed'
  if (before.enabled !== after.enabled) return after.enabled ? 'on' : 'off'
  return 'text'
}
