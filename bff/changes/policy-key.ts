import { PolicyRef } from '#shared/mesh/policy.ts'

/** The policy that a `policyKey` names; none of its parts can hold a slash. */
export function policyOfKey(key: string): PolicyRef {
  const [mesh, namespace, service, kind, name] = key.split('/')
  return PolicyRef.parse({ mesh, namespace, service, kind, name })
}
