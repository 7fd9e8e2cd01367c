import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Window } from '#shared/contract/window.ts'
import type { ImpactFigures, RouteImpact } from '#shared/features/impact/model.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { paths } from '../../paths.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { Ends } from './Ends.tsx'
import { useEndName } from './ends.ts'
import { Examples } from './Examples.tsx'
import style from './ImpactPanel.module.css'
import { Movers } from './Movers.tsx'
import { RouteShares } from './RouteShares.tsx'
import { useCallCount } from './useCallCount.ts'
import { useFormat } from '../../ui/useFormat.ts'

interface Props {
  mesh: string
  impact: RouteImpact
  window: Window
  /** Whether the service is named: where there are several. */
  named: boolean
}

/** What becomes of the calls to one service: words first, then shares, routes, who moves, examples. */
export function ServiceImpact({ mesh, impact, window, named }: Props) {
  const { t } = useTranslation('impact')
  const { service, namespace, figures, findings, examples, stamps } = impact
  const address = new URLSearchParams({ ...window, callee: service, namespace })
  return (
    <div className={style['service']}>
      {named && <h3>{t('of', { service, namespace })}</h3>}
      <SilentBar stamps={stamps} />
      {figures && (
        <>
          <Lead figures={figures} />
          <Ends figures={figures} />
          <Misses figures={figures} />
        </>
      )}
      <FindingList small findings={findings} />
      {figures && (
        <>
          <RouteShares figures={figures} />
          {figures.moved > 0 && <Movers figures={figures} />}
        </>
      )}
      <Examples mesh={mesh} examples={examples} window={window} service={service} />
      <div className={style['foot']}>
        <Stamps stamps={stamps} />
        {impact.calls > 0 && <Link to={`${paths.calls(mesh)}?${address}`}>{t('seeCalls')}</Link>}
      </div>
    </div>
  )
}

/** The one sentence that says it. */
function Lead({ figures }: { figures: ImpactFigures }) {
  const { t } = useTranslation('impact')
  const nameOf = useEndName()
  const format = useFormat()
  const countOf = useCallCount()
  const { calls, moved, moves } = figures
  const all = format.integer(calls)
  const targets = new Map(moves.map(({ to }) => [nameOf(to), to]))
  const [only, second] = targets.keys()
  const share = calls > 0 ? format.share(moved / calls) : ''
  const words =
    moved === 0
      ? t('moved.none', { count: Math.round(calls), all })
      : only !== undefined && second === undefined
        ? t('moved.to', { ...countOf(moved), all, share, end: only })
        : t('moved.elsewhere', { ...countOf(moved), all, share })
  return (
    <p className={style['lead']} title={moved > 0 ? t('moved.expected') : undefined}>
      {words}
    </p>
  )
}

/** Calls that no route takes, and calls that reach nobody; said also where it is none of the first. */
function Misses({ figures }: { figures: ImpactFigures }) {
  const { t } = useTranslation('impact')
  const countOf = useCallCount()
  const after = (kind: 'no-instance' | 'dropped') =>
    figures.ends.reduce((sum, { end, after: calls }) => sum + (end.kind === kind ? calls : 0), 0)
  const [noInstance, dropped] = [after('no-instance'), after('dropped')]
  return (
    <ul className={style['misses']}>
      <li>{t('unmatched', countOf(figures.unmatched.after))}</li>
      {noInstance > 0 && <li className={style['bad']}>{t('noInstance', countOf(noInstance))}</li>}
      {dropped > 0 && <li className={style['bad']}>{t('dropped', countOf(dropped))}</li>}
    </ul>
  )
}
