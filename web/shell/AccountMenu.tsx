import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { signOut } from '#shared/features/session/api.ts'
import { call } from '../api/call.ts'
import { queryClient } from '../api/query.ts'
import { useSession } from '../api/session.ts'
import { useCarried } from '../mesh/scope.ts'
import { paths } from '../paths.ts'
import { initials } from '../ui/Avatar.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import style from './TopBar.module.css'

/** Who is signed in, and the way out. */
export function AccountMenu({ onOpenKeys }: { onOpenKeys: () => void }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const carried = useCarried()
  const name = useSession()?.name ?? ''

  async function leave() {
    await call(signOut, {})
    queryClient.clear()
    await navigate(paths.signIn())
  }

  const entries = [
    { key: 'settings', label: t('account.settings'), onSelect: () => void navigate(carried(paths.account())) },
    { key: 'keys', label: t('account.keys'), hint: <kbd>?</kbd>, onSelect: onOpenKeys },
    { key: 'out', label: t('account.signOut'), onSelect: () => void leave() },
  ]
  return (
    <MenuButton name={`${t('account.label')} ${name}`} groups={[{ title: name, entries }]} align="end">
      <span className={style['avatar']}>{initials(name)}</span>
    </MenuButton>
  )
}
