import { useTranslation } from 'react-i18next'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useMay } from '../../api/session.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { ExportButton } from './ExportButton.tsx'
import style from './policy-transfer.module.css'

/** On a service's page: takes its policies to another namespace, or out as a file. */
export function TransferActs({ service: { mesh, namespace, name } }: { service: ServiceRef }) {
  const { t } = useTranslation('policyTransfer')
  const mayPropose = useMay('changes:write')
  const address = `${paths.policyTransfer(mesh)}?${new URLSearchParams({ source: namespace, service: name })}`
  return (
    <div className={style['acts']}>
      {mayPropose && <ScopeLink to={address}>{t('copy')}</ScopeLink>}
      <ExportButton place={{ mesh, namespace, service: name }} />
    </div>
  )
}
