import { useTranslation } from 'react-i18next'
import type { RoleBinding } from '#shared/access/binding.ts'
import { permissionsOf } from '#shared/access/role.ts'
import { useSession } from '../../api/session.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import style from './account.module.css'

/** Each role with the place where it holds and the permissions that it carries. */
export function MyPermissions() {
  const { t } = useTranslation('account')
  const session = useSession()
  if (!session) return <Skeleton />
  if (session.bindings.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  return session.bindings.map((binding) => <Binding key={JSON.stringify(binding)} binding={binding} />)
}

function Binding({ binding }: { binding: RoleBinding }) {
  const { t } = useTranslation('account')
  const { t: access } = useTranslation('access')
  const words = (pattern: string) => (pattern === '*' ? t('all') : pattern)
  const service = binding.label ? t('label', binding.label) : words(binding.service)
  return (
    <Panel title={access(`role.${binding.role}`)} meta={t('permissions')}>
      <Facts
        facts={[
          [t('mesh'), words(binding.mesh)],
          [t('namespace'), words(binding.namespace)],
          [t('environment'), words(binding.environment)],
          [t('service'), service],
          [t('tenant'), words(binding.tenant)],
          [
            t('permissionsOf'),
            <span key="permissions" className={style['chips']}>
              {permissionsOf[binding.role].map((permission) => (
                <Chip key={permission}>
                  <code>{permission}</code>
                </Chip>
              ))}
            </span>,
          ],
        ]}
      />
    </Panel>
  )
}
