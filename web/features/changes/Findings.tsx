import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** What the check said of the change. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation('changes')
  return (
    <Panel title={t('findings.title')}>
      {findings.length > 0 ? <FindingList findings={findings} /> : <p>{t('findings.none')}</p>}
    </Panel>
  )
}
