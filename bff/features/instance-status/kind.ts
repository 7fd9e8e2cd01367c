import { instanceStatusEndpoints } from '#shared/features/instance-status/api.ts'
import { WantedStatus } from '#shared/features/instance-status/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { observeStatus } from './observe.ts'

/** The status of instances, as the pipeline knows it. Restarts change it every day, so nobody looks for what others write. */
export const instanceStatus = policyKind<WantedStatus>({
  kind: 'instance-status',
  endpoints: instanceStatusEndpoints,
  write: 'instance-status:write',
  draft: WantedStatus,
  tracked: false,
  observe: observeStatus,
})
