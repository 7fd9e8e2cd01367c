import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { callersGroupOf, scopeOf } from './scopes.ts'
import { useServiceName } from './useServiceName.ts'

/** Whose calls a policy is about, as a phrase; an instance where it is about one. */
export function useScopeWords(): (ref: PolicyRef) => string {
  const { t } = useTranslation('policyPages')
  const nameOf = useServiceName()
  return ({ namespace, service: called, name }) => {
    const service = nameOf({ name: called })
    const scope = scopeOf(name)
    const ofCallers = callersGroupOf(name)
    if (ofCallers?.caller) return t('scope.groupOfCaller', { caller: ofCallers.caller, group: ofCallers.group })
    if (ofCallers) return t('scope.group', { group: ofCallers.group })
    if (!scope) return t('scope.instance', { name })
    const { kind, subject, version } = scope
    if (kind === 'app') return t('scope.app', { namespace })
    if (kind === 'group') return t('scope.group', { group: subject })
    if (kind === 'all') return version ? t('scope.allOfVersion', { service, version }) : t('scope.all', { service })
    if (version === '') return t(`scope.${kind}`, { caller: subject, service })
    return t(`scope.${kind}Version`, { caller: subject, service, version })
  }
}
