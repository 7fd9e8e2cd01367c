import { retriesEndpoints } from '#shared/features/retries/api.ts'
import { Retries } from '#shared/features/retries/model.ts'
import { policyKind } from '../../changes/kind.ts'

/** Retries, as the pipeline knows them. */
export const retries = policyKind<Retries>({
  kind: 'retries',
  endpoints: retriesEndpoints,
  write: 'retries:write',
  draft: Retries,
})
