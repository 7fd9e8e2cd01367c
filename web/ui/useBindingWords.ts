import { useTranslation } from 'react-i18next'
import type { RoleBinding } from '#shared/access/binding.ts'
import { useFormat } from './useFormat.ts'

/** A role with where it holds, as a sentence: "Operator for services with area ai, environment production". */
export function useBindingWords(): (binding: RoleBinding) => string {
  const { t } = useTranslation('access')
  const format = useFormat()
  return (binding) => {
    const role = t(`role.${binding.role}`)
    const named = (['service', 'namespace', 'mesh', 'environment', 'tenant'] as const).filter(
      (part) => binding[part] !== '*',
    )
    const limits = [
      ...(binding.label ? [t('binding.label', binding.label)] : []),
      ...named.map((part) => t(`binding.${part}`, { pattern: binding[part] })),
    ]
    return limits.length === 0
      ? t('binding.everywhere', { role })
      : t('binding.limited', { role, limits: format.list(limits) })
  }
}
