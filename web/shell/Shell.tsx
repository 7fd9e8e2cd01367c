import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useParams } from 'react-router'
import { followServer } from '../api/events.ts'
import { rememberMesh } from '../mesh/scope.ts'
import { Navigation } from './Navigation.tsx'
import style from './Shell.module.css'
import { TopBar } from './TopBar.tsx'
import { useRail } from './useRail.ts'
import { useShellKeys } from './useShellKeys.ts'

// Not needed before somebody asks for them.
const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))
const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }))

/** The frame of every page: navigation, top bar, and the page in between. */
export function Shell() {
  const { t } = useTranslation('shell')
  const { mesh } = useParams()
  const { pathname } = useLocation()
  const [rail, setRail] = useRail()
  const [openedAt, setOpenedAt] = useState<string>()
  const [over, setOver] = useState<'palette' | 'keys'>()
  const drawer = openedAt === pathname // going anywhere closes it

  useEffect(() => {
    if (mesh) rememberMesh(mesh)
  }, [mesh])
  useEffect(() => followServer(), [])
  useShellKeys({
    openPalette: () => setOver('palette'),
    openKeys: () => setOver('keys'),
    foldNavigation: () => setRail(!rail),
  })

  return (
    <div className={`${style['shell']} ${rail ? style['folded'] : ''} ${drawer ? style['opened'] : ''}`}>
      <a className={style['skip']} href="#content">
        {t('skip')}
      </a>
      <Navigation folded={rail && !drawer} onFold={() => (drawer ? setOpenedAt(undefined) : setRail(!rail))} />
      {drawer && <div className={style['scrim']} role="presentation" onClick={() => setOpenedAt(undefined)} />}
      <TopBar
        onOpenNavigation={() => setOpenedAt(pathname)}
        onOpenPalette={() => setOver('palette')}
        onOpenKeys={() => setOver('keys')}
      />
      <main id="content" tabIndex={-1} className={style['content']}>
        <Outlet />
      </main>
      <Suspense>
        {over === 'palette' && <CommandPalette onClose={() => setOver(undefined)} />}
        {over === 'keys' && <KeyList onClose={() => setOver(undefined)} />}
      </Suspense>
    </div>
  )
}
