import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { PolicyKind, policyKey } from '#shared/mesh/policy.ts'
import type { Summaries } from '../../mesh/policies/history/Summed.tsx'
import { useAddressValues, useMesh } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { DriftPanel } from './DriftPanel.tsx'
import style from './drift.module.css'
import { driftOf } from './queries.ts'

type State = 'drifting' | 'ignored'

/** What others changed of accepted policies, and the answers to it. */
export function DriftPage({ summaries }: { summaries: Summaries }) {
  const { t } = useTranslation('drift')
  const mesh = useMesh()
  const { state, kind, namespace, choose } = useDriftFilter()
  const drifts = useInfiniteQuery(driftOf(mesh, { state, ...(kind && { kind }), ...(namespace && { namespace }) }))
  const first = drifts.data?.pages[0]
  const isCut = kind !== undefined || namespace !== null
  return (
    <>
      <PageHeader title={t('title')} tools={<Tools state={state} kind={kind} counts={first} onChoose={choose} />} />
      <div className={page['body']}>
        <p className={style['lead']}>{t('lead')}</p>
        <Loaded query={drifts} skeleton={<TableSkeleton />}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items)
            if (items.length === 0) return <Nothing state={state} isCut={isCut} />
            return (
              <>
                {items.map((drift, index) => (
                  <DriftPanel key={policyKey(drift.ref)} drift={drift} summaries={summaries} open={index === 0} />
                ))}
                {drifts.hasNextPage && (
                  <Button loading={drifts.isFetchingNextPage} onClick={() => void drifts.fetchNextPage()}>
                    {t('more')}
                  </Button>
                )}
              </>
            )
          }}
        </Loaded>
      </div>
    </>
  )
}

function Nothing({ state, isCut }: { state: State; isCut: boolean }) {
  const { t } = useTranslation('drift')
  if (isCut) return <Empty title={t('noneFiltered')} />
  return state === 'ignored' ? <Empty title={t('noneIgnored')} /> : <Empty title={t('none')} hint={t('noneHint')} />
}

interface ToolsProps {
  state: State
  kind: PolicyKind | undefined
  counts: { drifting: number; ignored: number } | undefined
  onChoose: (change: { state?: State; kind?: PolicyKind | undefined }) => void
}

function Tools({ state, kind, counts, onChoose }: ToolsProps) {
  const { t } = useTranslation('drift')
  const { t: meshes } = useTranslation('meshes')
  const format = useFormat()
  const label = (which: State) => t(which, { n: counts ? format.integer(counts[which]) : '' })
  return (
    <div className={style['tools']}>
      <Segmented<State>
        aria-label={t('show')}
        value={state}
        onChange={(value) => onChoose({ state: value })}
        options={(['drifting', 'ignored'] as const).map((value) => ({ value, label: label(value) }))}
      />
      <Select
        aria-label={t('filter.kind')}
        placeholder={t('filter.everyKind')}
        allowClear
        popupMatchSelectWidth={false}
        value={kind ?? null}
        options={PolicyKind.options
          .filter((value) => value !== 'instance-status')
          .map((value) => ({ value, label: meshes(`kindOfPolicy.${value}`) }))}
        onChange={(value: PolicyKind | null) => onChoose({ kind: value ?? undefined })}
      />
    </div>
  )
}

function useDriftFilter() {
  const [search, setSearch] = useAddressValues()
  const state: State = search.get('state') === 'ignored' ? 'ignored' : 'drifting'
  const kind = PolicyKind.safeParse(search.get('kind')).data
  const choose = (change: { state?: State; kind?: PolicyKind | undefined }) =>
    setSearch(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null])))
  return { state, kind, namespace: search.get('namespace'), choose }
}
