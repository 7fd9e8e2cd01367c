import { findingsBelow } from '../../findings-below.ts'
import type { PolicyFormProps } from '../kind-ui.ts'

/** What is said of one field of a draft, for the control that shows it; `feature` where the mesh has it under another name. */
export const saidOf = (
  { capabilities, findings }: Pick<PolicyFormProps<unknown>, 'capabilities' | 'findings'>,
  field: string,
  feature = field,
) => ({ capability: capabilities?.features[feature], findings: findingsBelow(findings, field) })
