import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { User } from '#shared/features/users/model.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Time } from '../../ui/Time.tsx'
import { AccountActs } from './AccountActs.tsx'
import { AccountState } from './PeopleTable.tsx'
import { PersonBindings } from './PersonBindings.tsx'
import { allUsers } from './queries.ts'
import { Scopes } from './Scopes.tsx'

/** One account: its roles, what it may do with them, and what is done to the account itself. */
export function PersonPage() {
  const { t } = useTranslation('users')
  const { name = '' } = useParams()
  const carried = useCarried()
  const users = useQuery(allUsers())
  const user = users.data?.users.find((one) => one.name === name)
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ to: carried(paths.access()), label: t('title') }]}
        tag={user && <AccountState disabled={user.disabled} />}
        meta={user && <Created user={user} />}
        actions={user && <AccountActs user={user} />}
      />
      <Loaded query={users}>
        {() =>
          user ? (
            <div className={page['body']}>
              <PersonBindings key={user.name} user={user} />
              <Scopes name={user.name} />
            </div>
          ) : (
            <Empty title={t('person.missing', { name })} hint={t('person.missingHint')} />
          )
        }
      </Loaded>
    </>
  )
}

function Created({ user }: { user: User }) {
  const { t } = useTranslation('users')
  return (
    <>
      {t('person.created')} <Time at={user.createdAt} />
    </>
  )
}
