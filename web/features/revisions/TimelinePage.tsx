import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { HistoryEntry } from '#shared/features/revisions/model.ts'
import { PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { usePolicyName } from '../../mesh/policies/history/HistoryLink.tsx'
import type { Summaries } from '../../mesh/policies/history/Summed.tsx'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useAddressValues, useCarried } from '../../mesh/scope.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { NotFound } from '../../ui/states/RouteError.tsx'
import { Comparison } from './Comparison.tsx'
import { Entry } from './Entry.tsx'
import { historyOf } from './queries.ts'
import { Restore } from './Restore.tsx'
import style from './revisions.module.css'

interface Props {
  summaries: Summaries
  /** How the policy stands to what was accepted of it, from its own feature. */
  drift: (policy: PolicyRef) => ReactNode
}

/** Everything that was ever known of one policy, any two states of it side by side, and the way back to each. */
export function TimelinePage(props: Props) {
  const { mesh, namespace, service, kind, name } = useParams()
  const ref = PolicyRef.safeParse({ mesh, namespace, service, kind, name })
  return ref.success ? <Timeline key={policyKey(ref.data)} policy={ref.data} {...props} /> : <NotFound />
}

function Timeline({ policy, summaries, drift }: Props & { policy: PolicyRef }) {
  const { t } = useTranslation('revisions')
  const { t: meshes } = useTranslation('meshes')
  const { t: policies } = useTranslation('policyPages')
  const carried = useCarried()
  const nameOf = usePolicyName()
  const scopeOf = useScopeWords()
  const { mesh, namespace, service, kind, name } = policy
  const history = useInfiniteQuery(historyOf(mesh, { namespace, service, kind, name }))
  return (
    <>
      <PageHeader
        title={t('linkOf', { policy: nameOf(policy) })}
        crumbs={[
          { to: carried(paths.policies(mesh, kind)), label: meshes(`kindOfPolicy.${kind}`) },
          { to: carried(policyAddress(policy)), label: nameOf(policy) },
        ]}
        meta={<span>{scopeOf(policy)}</span>}
        actions={
          <ScopeLink to={policyAddress(policy)}>{policies('edit', { kind: policies(`one.${kind}`) })}</ScopeLink>
        }
      />
      <div className={page['body']}>
        {drift(policy)}
        <Loaded query={history}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items)
            if (items.length === 0) return <Empty title={t('empty')} hint={t('emptyHint')} />
            return (
              <States policy={policy} items={items} summaries={summaries}>
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
              </States>
            )
          }}
        </Loaded>
      </div>
    </>
  )
}

interface StatesProps {
  policy: PolicyRef
  items: readonly HistoryEntry[]
  summaries: Summaries
  children: ReactNode
}

function States({ policy, items, summaries, children }: StatesProps) {
  const { t } = useTranslation('revisions')
  const [newest] = items
  const { one, other, choose } = useComparison(newest?.number ?? 1)
  return (
    <>
      <Panel
        title={t('title')}
        flush
        aside={
          <div className={style['heads']} aria-hidden>
            <span>{t('compare.fromHead')}</span>
            <span>{t('compare.toHead')}</span>
          </div>
        }
      >
        <ol className={`${style['list']} ${style['rail']}`}>
          {items.map((entry) => {
            const { number } = entry
            return (
              <li key={number} className={number === one || number === other ? style['chosen'] : undefined}>
                <Entry
                  entry={entry}
                  summaries={summaries}
                  acts={
                    <>
                      {entry === newest ? (
                        <span className={style['who']}>{t('now')}</span>
                      ) : (
                        <Restore policy={policy} number={number} deletes={entry.after === undefined} />
                      )}
                      <Choice
                        group="from"
                        checked={number === one}
                        name={t('compare.from', { number })}
                        onChoose={() => choose(number, other)}
                      />
                      <Choice
                        group="to"
                        checked={number === other}
                        name={t('compare.to', { number })}
                        onChoose={() => choose(one, number)}
                      />
                    </>
                  }
                />
              </li>
            )
          })}
        </ol>
        {children}
      </Panel>
      <Comparison policy={policy} one={one} other={other} summaries={summaries} />
    </>
  )
}

interface ChoiceProps {
  group: 'from' | 'to'
  checked: boolean
  name: string
  onChoose: () => void
}

const Choice = ({ group, checked, name, onChoose }: ChoiceProps) => (
  <label className={style['choice']} title={name}>
    <input type="radio" name={`compare-${group}`} aria-label={name} checked={checked} onChange={onChoose} />
  </label>
)

/** The two revisions that are compared, as the address has them: the last two where it says nothing. */
function useComparison(newest: number) {
  const [search, setSearch] = useAddressValues()
  const [, from, to] = /^(\d{1,9})-(\d{1,9})$/.exec(search.get('compare') ?? '') ?? []
  const one = Number(from ?? Math.max(1, newest - 1))
  const other = Number(to ?? newest)
  return { one, other, choose: (a: number, b: number) => setSearch({ compare: `${a}-${b}` }) }
}
