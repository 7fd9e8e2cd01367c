import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { useMay } from '../../api/session.ts'
import { useAddressValues } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { FreezePanel } from './FreezePanel.tsx'
import { FreezesTable } from './FreezesTable.tsx'
import { NewFreeze } from './NewFreeze.tsx'
import { allFreezes } from './queries.ts'

/** The address of the panel in which a new one is written down. */
const making = 'new'

/** Windows in which environments are not changed: those that run or come first. The address keeps which one is open. */
export function FreezesPage() {
  const { t } = useTranslation('freezes')
  const [search, setSearch] = useAddressValues()
  const freezes = useQuery(allFreezes())
  const mayFreeze = useMay('freezes:write')
  const open = search.get('freeze')
  const show = (id: string | null) => setSearch({ freeze: id })

  const chosen = freezes.data?.freezes.find(({ id }) => id === open)
  const panel =
    open === making ? (
      <NewFreeze environment={search.get('environment') ?? undefined} onDone={show} />
    ) : (
      chosen && <FreezePanel key={chosen.id} freeze={chosen} onClose={() => show(null)} />
    )
  const make = (
    <Button type="primary" onClick={() => show(making)}>
      {t('new')}
    </Button>
  )
  return (
    <WithSidePanel panel={panel}>
      <PageHeader title={t('title')} meta={t('lead')} actions={mayFreeze && make} />
      <div className={page['body']}>
        <Loaded query={freezes} skeleton={<TableSkeleton />}>
          {({ freezes: all }) =>
            all.length === 0 ? (
              <Empty title={t('none')} hint={mayFreeze ? t('noneHint') : t('noneReader')} />
            ) : (
              <Lists freezes={all} open={open} onOpen={({ id }) => show(id)} />
            )
          }
        </Loaded>
      </div>
    </WithSidePanel>
  )
}

interface ListsProps {
  freezes: readonly Freeze[]
  open: string | null
  onOpen: (freeze: Freeze) => void
}

function Lists({ freezes, open, onOpen }: ListsProps) {
  const { t } = useTranslation('freezes')
  const now = useNow()
  const isOpen = (freeze: Freeze) => ['running', 'coming'].includes(freezeState(freeze, now))
  const [ahead, ended] = [freezes.filter(isOpen), freezes.filter((freeze) => !isOpen(freeze))]
  const running = ahead.filter((freeze) => freezeState(freeze, now) === 'running').length
  return (
    <>
      <Panel
        title={t('ahead')}
        meta={t('counts', {
          running: t('running', { count: running }),
          coming: t('coming', { count: ahead.length - running }),
        })}
        flush
      >
        <FreezesTable name={t('ahead')} freezes={ahead} empty={t('noneAhead')} open={open} onOpen={onOpen} />
      </Panel>
      {ended.length > 0 && (
        <Panel title={t('ended')} meta={ended.length} flush>
          <FreezesTable name={t('ended')} freezes={ended} open={open} onOpen={onOpen} />
        </Panel>
      )}
    </>
  )
}
