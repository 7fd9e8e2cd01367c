import type { ComponentType } from 'react'
import type { PolicyKindUi } from './kind-ui.ts'

/** What a spec of some kind says, in words; for pages that show several kinds. */
export type PolicySummary = ComponentType<{ spec: unknown }>

/** The words of one kind for such a page: they are given specs of that kind alone, as the server told them. */
export function summaryOf<Spec, Draft>(ui: PolicyKindUi<Spec, Draft>): PolicySummary {
  return function Summary({ spec }) {
    return <>{ui.useWords().summary(spec as Spec)}</> // parsed by the kind's own endpoint before it came here
  }
}
