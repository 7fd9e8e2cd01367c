import { epochMs } from '#shared/contract/instant.ts'
import type { Finding, MessageParams } from '#shared/contract/problem.ts'
import { longestEndSeconds } from '#shared/features/changes/model.ts'
import type { Wish } from './check.ts'
import { type PolicyKinds, kindNamed } from './kind.ts'

const secondsInHour = 3600

/** Whether a change ends when it must, and not later than its policies may stand. */
export function endFindings(kinds: PolicyKinds, { edits, revertAt, back }: Wish): Finding[] {
  const switchedOn = edits.filter(({ spec, enabled }) => spec !== null && enabled)
  const definitions = switchedOn.map(({ ref }) => kindNamed(kinds, ref.kind))
  if (revertAt === undefined) {
    const needsEnd = back !== 'by-itself' && definitions.some((definition) => definition.needsEnd)
    return needsEnd ? [error('end-missing')] : []
  }
  const seconds = (epochMs(revertAt) - Date.now()) / 1000
  if (seconds <= 0) return [error('end-passed')]
  const longest = Math.min(longestEndSeconds, ...definitions.flatMap(({ longestSeconds }) => longestSeconds ?? []))
  return seconds > longest ? [error('end-too-late', { hours: longest / secondsInHour })] : []
}

const error = (code: 'end-missing' | 'end-passed' | 'end-too-late', params: MessageParams = {}): Finding => ({
  code,
  severity: 'error',
  params,
  field: 'revertAt',
})
