import { Menu, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePageScope } from '../mesh/page-scope.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { LanguageMenu } from '../ui/LanguageMenu.tsx'
import { ThemeMenu } from '../ui/ThemeMenu.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { ScopeSelector } from './ScopeSelector.tsx'
import { InboxLink } from './InboxLink.tsx'
import style from './TopBar.module.css'
import { WindowSelector } from './WindowSelector.tsx'

interface Props {
  onOpenNavigation: () => void
  onOpenPalette: () => void
  onOpenKeys: () => void
}

/** Where one is and which window is looked at, as far as the page is about them; how to get elsewhere, and how it shall look. */
export function TopBar({ onOpenNavigation, onOpenPalette, onOpenKeys }: Props) {
  const { t } = useTranslation('shell')
  const scope = usePageScope()
  return (
    <header className={style['bar']}>
      <div className={style['start']}>
        <span className={style['opener']}>
          <IconButton icon={Menu} name={t('nav.open')} onClick={onOpenNavigation} />
        </span>
        {scope && <ScopeSelector scope={scope} />}
        {scope?.window && <WindowSelector />}
      </div>
      <button type="button" className={style['search']} onClick={onOpenPalette}>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <span>{t('palette.open')}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </button>
      <div className={style['end']}>
        <InboxLink />
        <span className={style['wide']}>
          <LanguageMenu />
        </span>
        <span className={style['wide']}>
          <ThemeMenu />
        </span>
        <AccountMenu onOpenKeys={onOpenKeys} />
      </div>
    </header>
  )
}
