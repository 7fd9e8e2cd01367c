import { useTranslation } from 'react-i18next'
import type { User } from '#shared/features/users/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import { useBindingWords } from '../../ui/useBindingWords.ts'
import style from './users.module.css'

/** Accounts as lines; a line opens one. */
export function PeopleTable({ users, onOpen }: { users: readonly User[]; onOpen: (user: User) => void }) {
  const { t } = useTranslation('users')
  const columns: Column<User>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      lead: true,
      render: ({ name }) => (
        <ScopeLink to={paths.person(name)}>
          <strong>{name}</strong>
        </ScopeLink>
      ),
    },
    { key: 'state', title: t('columns.state'), render: (user) => <AccountState disabled={user.disabled} /> },
    { key: 'roles', title: t('columns.roles'), wrap: true, render: (user) => <Roles user={user} /> },
    { key: 'made', title: t('columns.made'), numeric: true, render: ({ createdAt }) => <Age at={createdAt} /> },
  ]
  return (
    <DataTable
      name={t('accounts')}
      rows={users}
      columns={columns}
      rowKey={({ name }) => name}
      onOpen={onOpen}
      empty={t('none')}
    />
  )
}

function Roles({ user }: { user: User }) {
  const { t } = useTranslation('users')
  const words = useBindingWords()
  if (user.bindings.length === 0) return <span className={style['quiet']}>{t('noRoles')}</span>
  return (
    <ul className={style['roles']}>
      {user.bindings.map((binding) => (
        <li key={JSON.stringify(binding)}>{words(binding)}</li>
      ))}
    </ul>
  )
}

/** Whether an account may sign in; what is well is quiet. */
export function AccountState({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('users')
  return disabled ? (
    <StatusTag status="paused">{t('state.disabled')}</StatusTag>
  ) : (
    <span className={style['quiet']}>{t('state.enabled')}</span>
  )
}
