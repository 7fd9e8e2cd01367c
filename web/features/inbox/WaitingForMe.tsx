import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { InboxList } from './InboxList.tsx'
import { inbox } from './queries.ts'

const shownAtMost = 4

/** What waits for the person, for the overview; nothing where nothing does. */
export function WaitingForMe() {
  const { t } = useTranslation('inbox')
  const may = useMay('changes:read')
  const items = useQuery({ ...inbox(), enabled: may }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Panel
      title={t('waiting')}
      flush
      aside={<ScopeLink to={paths.inbox()}>{t('all', { count: items.length })}</ScopeLink>}
    >
      <InboxList items={items.slice(0, shownAtMost)} />
    </Panel>
  )
}
