import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMay } from '../../api/session.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useMesh } from '../scope.ts'
import type { PolicyKindUi } from './kind-ui.ts'
import { NewPolicy } from './NewPolicy.tsx'
import { NewPolicyButton } from './NewPolicyButton.tsx'
import { PoliciesTable } from './PoliciesTable.tsx'
import { PolicyFilters } from './PolicyFilters.tsx'
import { usePolicyFilter } from './policy-filter.ts'
import { policiesOf } from './queries.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  /** Panels of the kind's own above the list. */
  children?: ReactNode
}

/** Every policy of a kind in the scope, with what it says in words. */
export function PoliciesPage<Spec, Draft>({ ui, children }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { t: meshes } = useTranslation('meshes')
  const mesh = useMesh()
  const namespace = useSearchParams()[0].get('namespace')
  const policies = useQuery(policiesOf(ui, mesh, namespace ? { namespace } : {}))
  const [filter, setFilter, passes] = usePolicyFilter()
  const [making, setMaking] = useState(false)
  const mayWrite = useMay(ui.write)

  const title = meshes(`kindOfPolicy.${ui.endpoints.kind}`)
  const all = policies.data?.value ?? []
  const shown = all.filter(passes)
  return (
    <>
      <PageHeader
        title={title}
        meta={<Stamps stamps={policies.data?.stamps ?? []} />}
        actions={
          mayWrite &&
          ui.scopes.length > 0 && <NewPolicyButton kind={ui.endpoints.kind} primary onClick={() => setMaking(true)} />
        }
      />
      <SilentBar stamps={policies.data?.stamps ?? []} />
      <div className={page['body']}>
        {children}
        <Panel
          title={title}
          meta={shown.length === all.length ? all.length : t('filter.of', { shown: shown.length, all: all.length })}
          aside={<PolicyFilters policies={all} filter={filter} onFilter={setFilter} />}
          flush
        >
          <Loaded query={policies} skeleton={<TableSkeleton />}>
            {() => <PoliciesTable ui={ui} policies={shown} filtered={shown.length < all.length} />}
          </Loaded>
        </Panel>
      </div>
      {making && <NewPolicy ui={ui} mesh={mesh} namespace={namespace ?? undefined} onClose={() => setMaking(false)} />}
    </>
  )
}
