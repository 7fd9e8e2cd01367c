import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { roleHas, roles } from '#shared/access/role.ts'
import type { CallDetail } from '#shared/features/calls/model.ts'
import { useMay } from '../../api/session.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { enumerated } from '../../ui/conditions/alternatives.ts'
import { Facts } from '../../ui/Facts.tsx'
import { BodyView } from './BodyView.tsx'
import style from './CallDrawer.module.css'

/** What was asked and answered, or which permission is missing to see it. */
export function CallBodies({ detail, onUnmask }: { detail: CallDetail; onUnmask: () => void }) {
  const { t } = useTranslation('calls')
  const may = useMay('calls:read-bodies')
  if (!may) return <NoBodies detail={detail} />
  return (
    <>
      <BodyView name={t('detail.request')} body={detail.request} bytes={detail.requestBytes} onUnmask={onUnmask} />
      <BodyView name={t('detail.response')} body={detail.response} bytes={detail.responseBytes} onUnmask={onUnmask} />
    </>
  )
}

function NoBodies({ detail }: { detail: CallDetail }) {
  const { t } = useTranslation('calls')
  const { t: access } = useTranslation('access')
  const language = useLanguage()
  const holders = roles.filter((role) => roleHas(role, 'calls:read-bodies'))
  return (
    <section className={style['section']}>
      <div className={style['locked']}>
        <Lock size={16} aria-hidden />
        <div>
          <h3>{t('detail.noBodiesTitle')}</h3>
          <p className={style['quiet']}>
            {t('detail.noBodies', { permission: 'calls:read-bodies', place: detail.callee.namespace ?? detail.mesh })}
          </p>
        </div>
      </div>
      <Facts
        facts={[
          [
            t('detail.rolesThatHaveIt'),
            enumerated(
              holders.map((role) => access(`role.${role}`)),
              language,
            ),
          ],
          [t('detail.whoGrants'), access('role.administrator')],
        ]}
      />
      <ScopeLink to={paths.account()}>{t('detail.seePermissions')}</ScopeLink>
    </section>
  )
}
