import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMesh } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { routeRulesOf } from './queries.ts'
import { RouteRulesTable } from './RouteRulesTable.tsx'

/** Every route rule of the scope, with what it does in words. */
export function RouteRulesPage() {
  const { t } = useTranslation('routeRules')
  const mesh = useMesh()
  const namespace = useSearchParams()[0].get('namespace')
  const rules = useQuery(routeRulesOf(mesh, namespace ? { namespace } : {}))
  return (
    <>
      <PageHeader title={t('title')} meta={<Stamps stamps={rules.data?.stamps ?? []} />} />
      <SilentBar stamps={rules.data?.stamps ?? []} />
      <div className={page['body']}>
        <Panel title={t('title')} meta={rules.data?.value.length} flush>
          <Loaded query={rules} skeleton={<TableSkeleton />}>
            {({ value }) => <RouteRulesTable rules={value} />}
          </Loaded>
        </Panel>
      </div>
    </>
  )
}
