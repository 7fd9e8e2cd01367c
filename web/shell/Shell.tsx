import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useParams } from 'react-router'
import { rememberMesh } from '../mesh/scope.ts'
import { Navigation } from './Navigation.tsx'
import style from './Shell.module.css'
import { TopBar } from './TopBar.tsx'
import { useRail } from './useRail.ts'

/** The frame of every page: navigation, top bar, and the page in between. */
export function Shell() {
  const { t } = useTranslation('shell')
  const { mesh } = useParams()
  const { pathname } = useLocation()
  const [rail, setRail] = useRail()
  const [openedAt, setOpenedAt] = useState<string>()
  const drawer = openedAt === pathname // going anywhere closes it

  useEffect(() => {
    if (mesh) rememberMesh(mesh)
  }, [mesh])

  return (
    <div className={`${style['shell']} ${rail ? style['folded'] : ''} ${drawer ? style['opened'] : ''}`}>
      <a className={style['skip']} href="#content">
        {t('skip')}
      </a>
      <Navigation folded={rail && !drawer} onFold={() => (drawer ? setOpenedAt(undefined) : setRail(!rail))} />
      {drawer && <div className={style['scrim']} role="presentation" onClick={() => setOpenedAt(undefined)} />}
      <TopBar onOpenNavigation={() => setOpenedAt(pathname)} />
      <main id="content" tabIndex={-1} className={style['content']}>
        <Outlet />
      </main>
    </div>
  )
}
