import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** What a check said of the change; `meta` says when. */
export function Findings({ findings, meta }: { findings: Finding[]; meta: string }) {
  const { t } = useTranslation('changes')
  return (
    <Panel title={t('findings.title')} meta={meta}>
      {findings.length > 0 ? <FindingList findings={findings} /> : <p>{t('findings.none')}</p>}
    </Panel>
  )
}
