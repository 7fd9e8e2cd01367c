import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { HistoryLink, usePolicyName } from '../../mesh/policies/history/HistoryLink.tsx'
import type { Summaries } from '../../mesh/policies/history/Summed.tsx'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useMesh } from '../../mesh/scope.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { Entry } from './Entry.tsx'
import { HistoryFilters, useHistoryFilter } from './HistoryFilters.tsx'
import { historyOf } from './queries.ts'
import style from './revisions.module.css'

/** What was made of the policies of a mesh, here and by others, newest first. */
export function HistoryPage({ summaries }: { summaries: Summaries }) {
  const { t } = useTranslation('revisions')
  const mesh = useMesh()
  const { filter, chosen, isCut, choose } = useHistoryFilter()
  const history = useInfiniteQuery(historyOf(mesh, filter))
  return (
    <>
      <PageHeader title={t('title')} tools={<HistoryFilters mesh={mesh} chosen={chosen} onChoose={choose} />} />
      <div className={page['body']}>
        <Loaded query={history} skeleton={<TableSkeleton />}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items)
            if (items.length === 0)
              return <Empty title={isCut ? t('emptyFiltered') : t('empty')} hint={t('emptyHint')} />
            return (
              <Panel title={t('title')} flush>
                <ol className={style['list']}>
                  {items.map((entry) => (
                    <li key={`${policyKey(entry.ref)} ${entry.number}`}>
                      <Entry
                        entry={entry}
                        summaries={summaries}
                        subject={<Subject policy={entry.ref} />}
                        acts={<HistoryLink policy={entry.ref} short />}
                      />
                    </li>
                  ))}
                </ol>
                {history.hasNextPage && (
                  <div className={style['more']}>
                    <Button
                      type="link"
                      loading={history.isFetchingNextPage}
                      onClick={() => void history.fetchNextPage()}
                    >
                      {t('older')}
                    </Button>
                  </div>
                )}
              </Panel>
            )
          }}
        </Loaded>
      </div>
    </>
  )
}

function Subject({ policy }: { policy: PolicyRef }) {
  const nameOf = usePolicyName()
  const scopeOf = useScopeWords()
  return (
    <>
      <ScopeLink to={policyAddress(policy)}>{nameOf(policy)}</ScopeLink>
      <span className={style['who']}>{scopeOf(policy)}</span>
    </>
  )
}
