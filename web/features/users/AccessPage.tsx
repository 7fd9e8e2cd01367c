import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMay } from '../../api/session.ts'
import { useAddressValues, useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { NewAccount } from './NewAccount.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { allUsers } from './queries.ts'
import { WhoMay } from './WhoMay.tsx'

/** Accounts with their roles, and who may do what. */
export function AccessPage() {
  const { t } = useTranslation('users')
  const [search, setSearch] = useAddressValues()
  const users = useQuery(allUsers())
  const mayWrite = useMay('users:write')
  const making = search.has('new')

  const panel = making && <NewAccount onClose={() => setSearch({ new: null })} />
  const make = (
    <Button type="primary" onClick={() => setSearch({ new: '', tab: null })}>
      {t('new')}
    </Button>
  )
  return (
    <WithSidePanel panel={panel}>
      <PageHeader title={t('title')} meta={t('lead')} actions={mayWrite && make} />
      <TabLinks
        name={t('tabs')}
        tabs={[
          {
            key: 'people',
            label: t('people'),
            count: users.data?.users.length,
            content: () => <People />,
          },
          { key: 'who', label: t('who'), content: () => <WhoMay /> },
        ]}
      />
    </WithSidePanel>
  )
}

function People() {
  const { t } = useTranslation('users')
  const navigate = useNavigate()
  const carried = useCarried()
  const users = useQuery(allUsers())
  return (
    <div className={page['body']}>
      <Loaded query={users} skeleton={<TableSkeleton />}>
        {({ users: all }) => (
          <Panel title={t('accounts')} meta={all.length} flush>
            <PeopleTable users={all} onOpen={({ name }) => void navigate(carried(paths.person(name)))} />
          </Panel>
        )}
      </Loaded>
    </div>
  )
}
