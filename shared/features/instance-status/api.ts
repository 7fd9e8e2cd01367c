import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { ObservedStatus } from './model.ts'

/** The list has the instances that are not simply up; `read` and changes know every registered one by its id. */
export const instanceStatusEndpoints = policyEndpoints('instance-status', ObservedStatus)
