import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useChangeTitle } from '../../mesh/useChangeTitle.ts'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import style from './LatestChanges.module.css'
import { cellsOf, statusOf } from './proof.ts'
import { changesOfService, latestChanges } from './queries.ts'

/** The newest changes of a mesh, for the overview. */
export function LatestChanges({ mesh }: { mesh: string }) {
  const { t } = useTranslation('changes')
  const changes = useQuery(latestChanges({ mesh }, 9))
  return (
    <Panel
      title={t('latest')}
      flush
      aside={changes.data && <ScopeLink to={paths.changes()}>{t('all', { count: changes.data.total })}</ScopeLink>}
    >
      <Loaded query={changes}>{({ items }) => <List items={items} />}</Loaded>
    </Panel>
  )
}

/** The newest changes that touch a service, for its page. */
export function ChangesOfService({ service }: { service: ServiceRef }) {
  const { t } = useTranslation('changes')
  const changes = useQuery(changesOfService(service))
  return (
    <Panel title={t('title')} flush>
      <Loaded query={changes}>{({ items }) => <List items={items} />}</Loaded>
    </Panel>
  )
}

function List({ items }: { items: ChangeRequest[] }) {
  const { t } = useTranslation('changes')
  if (items.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  return (
    <ul className={style['list']}>
      {items.map((change) => (
        <li key={change.id}>
          <Line change={change} />
        </li>
      ))}
    </ul>
  )
}

function Line({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const titleOf = useChangeTitle()
  const cells = cellsOf(change.proof)
  const done = cells.filter((cell) => cell.state === 'live').length
  return (
    <ScopeLink to={paths.change(change.id)} className={style['line']}>
      <span className={style['time']}>
        <Time at={change.createdAt} />
      </span>
      <StatusGlyph status={statusOf(change)} />
      <span className={style['title']}>
        <code>{change.id}</code> {titleOf(change)}
      </span>
      <span className={style['proof']}>
        {change.state === 'applied' && cells.length > 0
          ? t('liveShort', { done, all: cells.length })
          : t(`state.${change.state}`)}
      </span>
    </ScopeLink>
  )
}
