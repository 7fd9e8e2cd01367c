import { useTranslation } from 'react-i18next'
import type { ApproverRole, Environment } from '#shared/features/environments/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import type { NamespaceNow } from './environment-form.ts'

/** What an environment asks for, in words of the language. */
export function useEnvironmentWords() {
  const { t } = useTranslation('environments')
  const { t: access } = useTranslation('access')
  const format = useFormat()
  return {
    covers: ({ meshes, namespaces }: Pick<Environment, 'meshes' | 'namespaces'>) =>
      t('covers', {
        namespaces: namespaces === '*' ? t('allNamespaces') : namespaces,
        meshes: meshes === '*' ? t('allMeshes') : t('mesh', { pattern: meshes }),
      }),
    role: (role: ApproverRole) => (role === 'any' ? t('fields.anyRole') : access(`role.${role}`)),
    approvals({ approvals, approverRole, moreAbove }: Pick<Environment, 'approvals' | 'approverRole' | 'moreAbove'>) {
      const usual =
        approvals === 0
          ? t('approvals.none')
          : approverRole === 'any'
            ? t('approvals.any', { count: approvals })
            : t('approvalsBy', { count: approvals, role: access(`role.${approverRole}`) })
      if (!moreAbove) return usual
      return format.list([
        usual,
        t('more', { count: moreAbove.approvals, rate: format.rate(moreAbove.callsPerSecond) }),
      ])
    },
    names: (places: readonly NamespaceNow[]) => format.list(places.map(({ namespace }) => namespace)),
  }
}
