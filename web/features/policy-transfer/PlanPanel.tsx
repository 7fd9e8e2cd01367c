import { useTranslation } from 'react-i18next'
import type { TransferPlan } from '#shared/features/policy-transfer/model.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { planKey } from './chosen.ts'
import { PlannedRow } from './PlannedRow.tsx'
import style from './policy-transfer.module.css'

interface Props {
  plan: TransferPlan
  /** Keys of those that are left out. */
  left: ReadonlySet<string>
  onToggle: (key: string) => void
}

/** What would become of each policy. */
export function PlanPanel({ plan: { source, policies, unread }, left, onToggle }: Props) {
  const { t } = useTranslation('policyTransfer')
  const { t: meshes } = useTranslation('meshes')
  const place = [source.mesh, source.namespace, source.service].filter(Boolean).join(' / ')
  return (
    <Panel title={t('plan.title')} meta={t('plan.of', { count: policies.length, place })} flush>
      {unread.length > 0 && (
        <p className={style['note']}>
          {t('plan.unread', { kinds: unread.map((kind) => meshes(`kindOfPolicy.${kind}`)) })}
        </p>
      )}
      {policies.length === 0 && <Empty title={t('plan.empty')} hint={t('plan.emptyHint')} />}
      <ul className={style['plan']} aria-label={t('plan.title')}>
        {policies.map((policy) => (
          <PlannedRow
            key={planKey(policy)}
            policy={policy}
            chosen={!left.has(planKey(policy))}
            onToggle={() => onToggle(planKey(policy))}
          />
        ))}
      </ul>
    </Panel>
  )
}
