import type { Said } from '#shared/features/revisions/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { PolicySummary } from '../PolicySummary.tsx'

/** What a spec says, by kind. */
export type Summaries = Partial<Record<PolicyKind, PolicySummary>>

interface Props {
  kind: PolicyKind
  said: Said
  summaries: Summaries
  /** Stands where a kind has no words. */
  fallback: string
}

/** What a state of a policy says, in the words of its kind. */
export function Summed({ kind, said, summaries, fallback }: Props) {
  const Summary = summaries[kind]
  return Summary && !said.unread ? <Summary spec={said.spec} /> : <>{fallback}</>
}
