import { z } from 'zod'
import { NamePattern } from './pattern.ts'
import { Role } from './role.ts'

/** A service label that must have a value, as `area: ai`. */
export const LabelSelector = z.object({ key: z.string().min(1).max(64), value: z.string().min(1).max(160) })
export type LabelSelector = z.infer<typeof LabelSelector>

/** A role somewhere: in which meshes, namespaces and environments, on which services (by name or by label), for which tenants. */
export const RoleBinding = z.object({
  role: Role,
  mesh: NamePattern.default('*'),
  namespace: NamePattern.default('*'),
  /** Names of environments: the binding then holds in the namespaces that belong to them, wherever those are moved to. */
  environment: NamePattern.default('*'),
  service: NamePattern.default('*'),
  label: LabelSelector.optional(),
  tenant: NamePattern.default('*'),
})
export type RoleBinding = z.infer<typeof RoleBinding>

/** Whether a binding holds everywhere: in every mesh, namespace, environment, service and tenant. */
export const isEverywhere = (binding: RoleBinding): boolean =>
  binding.label === undefined &&
  [binding.mesh, binding.namespace, binding.environment, binding.service, binding.tenant].every((p) => p === '*')
