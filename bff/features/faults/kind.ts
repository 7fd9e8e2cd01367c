import { faultEndpoints } from '#shared/features/faults/api.ts'
import { Fault, longestFaultSeconds } from '#shared/features/faults/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { observeFault } from './observe.ts'

/** Faults, as the pipeline knows them: they never stand for good. */
export const faults = policyKind<Fault>({
  kind: 'faults',
  endpoints: faultEndpoints,
  write: 'faults:write',
  draft: Fault,
  needsEnd: true,
  longestSeconds: longestFaultSeconds,
  observe: observeFault,
})
