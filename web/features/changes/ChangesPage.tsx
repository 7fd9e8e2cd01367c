import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ChangeState } from '#shared/features/changes/model.ts'
import { useAddressValues, useCarried, useMeshName } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { ChangesTable } from './ChangesTable.tsx'
import { type ChangeFilter, changesOf } from './queries.ts'

/** Every change of the chosen mesh and namespace, newest first. */
export function ChangesPage() {
  const { t } = useTranslation('changes')
  const format = useFormat()
  const navigate = useNavigate()
  const carried = useCarried()
  const [search, setSearch] = useAddressValues()
  const filter = useFilter(search)
  const changes = useInfiniteQuery(changesOf(filter))
  const filtered = filter.state !== undefined || filter.namespace !== undefined || filter.service !== undefined
  return (
    <>
      <PageHeader
        title={t('title')}
        tools={
          <Select
            aria-label={t('filter')}
            value={filter.state ?? ''}
            onChange={(state) => setSearch({ state: state || null })}
            options={[
              { value: '', label: t('anyState') },
              ...ChangeState.options.map((state) => ({ value: state, label: t(`state.${state}`) })),
            ]}
            popupMatchSelectWidth={false}
          />
        }
      />
      <div className={page['body']}>
        <Loaded query={changes} skeleton={<TableSkeleton />}>
          {({ pages }) => {
            const items = pages.flatMap((each) => each.items)
            const total = pages[0]?.total ?? 0
            if (total === 0) return <Empty title={filtered ? t('noneFiltered') : t('none')} hint={t('noneHint')} />
            return (
              <Panel
                title={t('title')}
                meta={t('shown', { shown: format.integer(items.length), total: format.integer(total) })}
                flush
              >
                <ChangesTable changes={items} onOpen={(change) => void navigate(carried(paths.change(change.id)))} />
                {changes.hasNextPage && (
                  <Button type="link" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
                    {t('older')}
                  </Button>
                )}
              </Panel>
            )
          }}
        </Loaded>
      </div>
    </>
  )
}

function useFilter(search: URLSearchParams): ChangeFilter {
  const mesh = useMeshName()
  const state = ChangeState.safeParse(search.get('state'))
  const [namespace, service] = [search.get('namespace'), search.get('service')]
  return {
    ...(mesh && { mesh }),
    ...(namespace && { namespace }),
    ...(service && { service }),
    ...(state.success && { state: state.data }),
  }
}
