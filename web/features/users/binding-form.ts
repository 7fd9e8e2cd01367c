import { RoleBinding } from '#shared/access/binding.ts'
import type { Role } from '#shared/access/role.ts'
import { type Parsed, parseWith } from '#shared/contract/parse.ts'

/** A role binding as it is typed: an empty field means all. */
export interface BindingForm {
  role: Role
  /** How services are chosen. */
  by: 'all' | 'name' | 'label'
  service: string
  key: string
  value: string
  namespace: string
  mesh: string
  environment: string
  tenant: string
}

export const emptyBinding: BindingForm = {
  role: 'viewer',
  by: 'all',
  service: '',
  key: '',
  value: '',
  namespace: '',
  mesh: '',
  environment: '',
  tenant: '',
}

const typed = (pattern: string): string => (pattern === '*' ? '' : pattern)
const pattern = (text: string): string => text.trim() || '*'

export const bindingFormOf = ({ role, service, label, ...place }: RoleBinding): BindingForm => ({
  role,
  by: label ? 'label' : service === '*' ? 'all' : 'name',
  service: typed(service),
  key: label?.key ?? '',
  value: label?.value ?? '',
  namespace: typed(place.namespace),
  mesh: typed(place.mesh),
  environment: typed(place.environment),
  tenant: typed(place.tenant),
})

/** The bindings that forms ask for, or what is wrong with them (`0.service`). */
export function bindingsOf(forms: readonly BindingForm[]): Parsed<RoleBinding[]> {
  const parsed = parseWith(
    RoleBinding.array(),
    forms.map(({ role, by, service, key, value, namespace, mesh, environment, tenant }) => ({
      role,
      // A name that is asked for and not given is missing, not "all".
      service: by === 'name' ? service.trim() : '*',
      ...(by === 'label' ? { label: { key: key.trim(), value: value.trim() } } : {}),
      namespace: pattern(namespace),
      mesh: pattern(mesh),
      environment: pattern(environment),
      tenant: pattern(tenant),
    })),
  )
  if (parsed.ok) return parsed
  // An empty name is missing and no pattern either; the first says it.
  const first = new Map(parsed.findings.toReversed().map((finding) => [finding.field, finding]))
  return { ok: false, findings: [...first.values()].toReversed() }
}
