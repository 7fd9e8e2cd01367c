import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { useAddressValues, useMeshes } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { EditEnvironment } from './EditEnvironment.tsx'
import type { NamespaceNow } from './environment-form.ts'
import { EnvironmentPanel } from './EnvironmentPanel.tsx'
import { EnvironmentsTable } from './EnvironmentsTable.tsx'
import { NewEnvironment } from './NewEnvironment.tsx'
import { Places } from './Places.tsx'
import { allEnvironments } from './queries.ts'

/** Environments in their order with what they ask for, and where each namespace belongs. The address keeps which one is open. */
export function EnvironmentsPage() {
  const { t } = useTranslation('environments')
  const [search, setSearch] = useAddressValues()
  const environments = useQuery(allEnvironments())
  const mayWrite = useMay('environments:write')
  const places = usePlaces()
  const [open, act] = [search.get('environment'), search.get('act')]
  const all = environments.data?.environments ?? []
  const chosen = all.find(({ name }) => name === open)
  const show = (name: string | null) => setSearch({ environment: name, act: null })

  const shared = { environments: all, places }
  const panel =
    act === 'new' ? (
      <NewEnvironment {...shared} onDone={show} />
    ) : chosen && act === 'edit' ? (
      <EditEnvironment key={chosen.name} {...shared} environment={chosen} onDone={() => show(chosen.name)} />
    ) : (
      chosen && (
        <EnvironmentPanel
          key={chosen.name}
          {...shared}
          environment={chosen}
          onEdit={() => setSearch({ act: 'edit' })}
          onRenamed={show}
          onClose={() => show(null)}
        />
      )
    )
  return (
    <WithSidePanel panel={panel}>
      <PageHeader
        title={t('title')}
        meta={t('lead')}
        actions={
          mayWrite && (
            <Button type="primary" onClick={() => setSearch({ environment: null, act: 'new' })}>
              {t('new')}
            </Button>
          )
        }
      />
      <div className={page['body']}>
        <Loaded query={environments} skeleton={<TableSkeleton />}>
          {() =>
            all.length === 0 ? (
              <Empty title={t('none')} hint={t('noneHint')} />
            ) : (
              <Panel title={t('list')} meta={t('listMeta')} flush>
                <EnvironmentsTable {...shared} open={open} onOpen={({ name }) => show(name)} />
              </Panel>
            )
          }
        </Loaded>
        <Places {...shared} />
      </div>
    </WithSidePanel>
  )
}

/** The namespaces of every mesh now, as far as the reader sees them. */
const usePlaces = (): NamespaceNow[] =>
  (useMeshes() ?? []).flatMap(({ name, namespaces }) => namespaces.map((namespace) => ({ mesh: name, namespace })))
