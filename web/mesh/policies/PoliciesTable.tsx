import { useTranslation } from 'react-i18next'
import { policyKey } from '#shared/mesh/policy.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Empty } from '../../ui/states/Empty.tsx'
import { ScopeLink } from '../ScopeLink.tsx'
import { HistoryLink } from './history/HistoryLink.tsx'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'
import { LastChange } from './LastChange.tsx'
import { policyAddress } from './policy-address.ts'
import { PolicyEnds, PolicyState } from './PolicyState.tsx'
import { useScopeWords } from './useScopeWords.ts'
import { useServiceName } from './useServiceName.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  policies: readonly ToldPolicy<Spec>[]
  /** Some are left out by a filter. */
  filtered: boolean
}

/** Policies by called service, each with what it says in words. */
export function PoliciesTable<Spec, Draft>({ ui, policies, filtered }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { t: meshes } = useTranslation('meshes')
  const { kind } = ui.endpoints
  const words = ui.useWords()
  const scopeOf = useScopeWords()
  const nameOf = useServiceName()
  const several = new Set(policies.map(({ ref }) => ref.namespace)).size > 1
  const columns: Column<ToldPolicy<Spec>>[] = [
    {
      key: 'service',
      title: t('columns.service'),
      render: ({ ref }) => <ScopeLink to={policyAddress(ref)}>{nameOf({ name: ref.service })}</ScopeLink>,
      order: (one, other) => one.ref.service.localeCompare(other.ref.service),
      sorted: 'ascend',
    },
    ...(several
      ? [
          {
            key: 'namespace',
            title: t('columns.namespace'),
            render: ({ ref }: ToldPolicy<Spec>) => ref.namespace,
            order: (one: ToldPolicy<Spec>, other: ToldPolicy<Spec>) =>
              one.ref.namespace.localeCompare(other.ref.namespace),
          },
        ]
      : []),
    {
      key: 'scope',
      title: t('columns.scope'),
      render: ({ ref }) => scopeOf(ref),
      order: (one, other) => one.ref.name.localeCompare(other.ref.name),
    },
    {
      key: 'summary',
      title: t('columns.summary'),
      wide: true,
      wrap: true,
      render: ({ spec, understood }) => (understood === 'not' ? nothing : words.summary(spec)),
    },
    ...(words.columns ?? []),
    { key: 'state', title: t('columns.state'), render: (policy) => <PolicyState policy={policy} /> },
    ...(policies.some(({ ends }) => ends) || ui.needsEnd
      ? [
          {
            key: 'ends',
            title: t('columns.ends'),
            render: ({ ends }: ToldPolicy<Spec>) => (ends ? <PolicyEnds ends={ends} /> : nothing),
          },
        ]
      : []),
    {
      key: 'changed',
      title: t('columns.changed'),
      render: ({ ref, last }) => (
        <>
          <LastChange last={last} /> <HistoryLink policy={ref} short />
        </>
      ),
    },
  ]
  return (
    <DataTable
      name={meshes(`kindOfPolicy.${kind}`)}
      rows={policies}
      columns={columns}
      rowKey={({ ref }) => policyKey(ref)}
      empty={
        filtered ? (
          <Empty title={t('filter.none')} />
        ) : (
          <Empty title={t('empty', { kind: t(`one.${kind}`) })} hint={words.empty} />
        )
      }
    />
  )
}
