import { Button } from 'antd'
import { type MouseEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { withValues } from '../../ui/conditions/address.ts'
import { Empty } from '../../ui/states/Empty.tsx'
import { Failed, ProblemLine } from '../../ui/states/Failed.tsx'
import { NotPermitted } from '../../ui/states/NotPermitted.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { type Attention, CallTable } from './CallTable.tsx'
import style from './CallList.module.css'
import { withoutFilter } from './filter-address.ts'
import type { useCallList } from './useCallList.ts'
import { useSeen } from './useSeen.ts'

interface Props {
  mesh: string
  records: ReturnType<typeof useCallList>
  selected: string | undefined
  search: URLSearchParams
  onOpen: (id: string) => void
  onSearch: (after: URLSearchParams) => void
  onAttention: (change: Partial<Attention>) => void
}

/** What the search has come to: grey rows, a refusal, nothing, or the records with what is newer and older. */
export function CallList({ mesh, records, selected, search, onOpen, onSearch, onAttention }: Props) {
  const { t } = useTranslation('calls')
  const { list, first, rows } = records
  if (!first) {
    if (!list.error) return <TableSkeleton rows={16} columns={7} />
    if (list.error.code === 'not-permitted') return <NotPermitted problem={list.error} />
    return <Failed problem={list.error} title={t('failed')} onRetry={() => void list.refetch()} />
  }
  if (rows.length === 0) return <Nothing mesh={mesh} all={first.all} search={search} onSearch={onSearch} />
  return (
    <>
      <CallTable
        rows={rows}
        total={first.total}
        window={first.window}
        selected={selected}
        former={list.isPlaceholderData}
        onOpen={onOpen}
        onAttention={onAttention}
        bottom={<Older records={records} />}
      />
      <Foot records={records} />
    </>
  )
}

/** The next page is loaded when its place comes near, and by the button. */
function Older({ records: { list } }: Pick<Props, 'records'>) {
  const { t } = useTranslation('calls')
  const end = useRef<HTMLDivElement>(null)
  const more = () => {
    if (list.hasNextPage && !list.isFetching && !list.isFetchNextPageError) void list.fetchNextPage()
  }
  useSeen(end, (seen) => seen && more(), 600)
  return (
    <div ref={end} className={style['more']}>
      {list.isFetchNextPageError && <ProblemLine problem={list.error} />}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.older')}
        </Button>
      )}
    </div>
  )
}

/** How much is loaded, and whether new calls come in by themselves or wait until they are asked for. */
function Foot({ records: { list, error, rows, sliding, held, newer, showNewer } }: Pick<Props, 'records'>) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const show = (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.closest('footer')?.previousElementSibling?.scrollTo({ top: 0 })
    void showNewer()
  }
  return (
    <footer className={style['foot']}>
      <span>{t('list.loaded', { count: rows.length, n: format.integer(rows.length) })}</span>
      {!list.hasNextPage && <span>{t('list.end')}</span>}
      {sliding && (
        <span className={style['live']}>
          {newer > 0 && (
            <button type="button" onClick={show}>
              {t('list.newer', { count: newer, n: format.integer(newer) })}
            </button>
          )}
          <span className={`${style['dot']} ${held || error ? style['held'] : ''}`} aria-hidden />
          {error ? t('list.retries') : held ? t('list.held') : t('list.follows')}
        </span>
      )}
    </footer>
  )
}

function Nothing({ mesh, all, search, onSearch }: Pick<Props, 'mesh' | 'search' | 'onSearch'> & { all: number }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const longer = withValues(withValues(withValues(search, 'from', []), 'to', []), 'last', ['24h'])
  const look = <Button onClick={() => onSearch(longer)}>{t('empty.longer')}</Button>
  if (all === 0) {
    const actions = (
      <>
        {look}
        <ScopeLink to={`${paths.meshes()}?mesh=${encodeURIComponent(mesh)}`}>{t('empty.meshes')}</ScopeLink>
      </>
    )
    return <Empty title={t('empty.none')} hint={t('empty.noneHint')} actions={actions} />
  }
  return (
    <Empty
      title={t('empty.match')}
      hint={t('empty.matchHint', { all: format.integer(all) })}
      actions={
        <>
          <Button type="primary" onClick={() => onSearch(withoutFilter(search))}>
            {t('empty.clear')}
          </Button>
          {look}
        </>
      }
    />
  )
}
