import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useSession } from '../api/session.ts'
import { useCarried, useMeshName } from '../mesh/scope.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Logo } from '../ui/Logo.tsx'
import style from './Navigation.module.css'
import { pageGroups } from './pages.ts'
import { usePageName } from './usePageName.ts'

/** The pages that exist and that the person may see, in groups; folded it shows icons only. */
export function Navigation({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { t } = useTranslation('shell')
  const nameOf = usePageName()
  const mesh = useMeshName()
  const carried = useCarried()
  const permissions = useSession()?.permissions ?? []

  return (
    <nav className={`${style['nav']} ${folded ? style['folded'] : ''}`} aria-label={t('navigation')}>
      <div className={style['brand']}>
        <Logo />
        {!folded && <span>Meshdeck</span>}
      </div>
      {pageGroups.map(({ key, title, pages }) => {
        const seen = pages.filter((page) => permissions.includes(page.permission) && page.path(mesh))
        if (seen.length === 0) return null
        return (
          <div key={key} className={style['group']}>
            {title && !folded && <h2 className={style['title']}>{t(`nav.${title}`)}</h2>}
            <ul>
              {seen.map((page) => (
                <li key={page.key}>
                  <NavLink
                    to={carried(page.path(mesh) ?? '/')}
                    end={page.key === 'meshes'}
                    className={style['entry'] ?? ''}
                    {...(folded && { title: nameOf(page.key) })}
                  >
                    <page.icon size={16} strokeWidth={1.75} aria-hidden />
                    <span className={folded ? 'visually-hidden' : undefined}>{nameOf(page.key)}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      <div className={style['foot']}>
        <IconButton
          icon={folded ? PanelLeftOpen : PanelLeftClose}
          name={folded ? t('nav.expand') : t('nav.collapse')}
          onClick={onFold}
        />
      </div>
    </nav>
  )
}
