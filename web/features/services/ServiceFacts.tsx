import { useTranslation } from 'react-i18next'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import style from './services.module.css'

/** What the registry says about the service itself. */
export function ServiceFacts({ service }: { service: ServiceDetail }) {
  const { t } = useTranslation('services')
  const { framework, labels, workloads } = service
  const labelChips = Object.entries(labels).map(([key, value]) => <Chip key={key}>{`${key}=${value}`}</Chip>)
  return (
    <Panel title={service.name}>
      <Facts
        facts={[
          [t('columns.namespace'), service.namespace],
          [
            t('framework'),
            framework && (framework.assumed ? t('assumed', framework) : `${framework.name} ${framework.version}`),
          ],
          [t('columns.workload'), workloads.join(', ')],
          [
            t('labels'),
            labelChips.length > 0 && (
              <span key="labels" className={style['labels']}>
                {labelChips}
              </span>
            ),
          ],
        ]}
      />
    </Panel>
  )
}
