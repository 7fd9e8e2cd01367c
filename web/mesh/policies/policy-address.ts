import type { PolicyRef } from '#shared/mesh/policy.ts'
import { paths } from '../../paths.ts'

/** Where a policy is read and edited. */
export const policyAddress = ({ mesh, namespace, service, kind, name }: PolicyRef): string =>
  paths.policy({ mesh, namespace, name: service }, kind, name)
