import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { RotateCw, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { withValues } from '../../ui/conditions/address.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './audit.module.css'
import { AuditList } from './AuditList.tsx'
import { AuditSide } from './AuditSide.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterBar } from './FilterBar.tsx'
import { filterOf, withoutFilter, withValue } from './filter-address.ts'
import { auditEntries, type AuditPage as Page } from './queries.ts'
import { useVerification } from './useVerification.ts'

/** Who did what, when and from where, and one entry in full or the chain beside it. The address holds all of it. */
export function AuditPage() {
  const { t } = useTranslation('audit')
  const { t: conditions } = useTranslation('conditions')
  const [search, setSearch] = useSearchParams()
  const address = filterOf(search)
  const list = useInfiniteQuery({ ...auditEntries(address.filter ?? {}), enabled: address.filter !== undefined })
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? []
  const first = list.data?.pages[0]
  const open = search.get('entry') ?? undefined
  const isChain = search.has('chain')
  const [walk, startWalk] = useVerification()

  /** At most one thing stands at the side. */
  const show = (side: Record<'entry' | 'chain', string | undefined>) => {
    const after = withValues(search, 'entry', side.entry === undefined ? [] : [side.entry])
    setSearch(withValues(after, 'chain', side.chain === undefined ? [] : [side.chain]), { replace: true })
  }
  const openEntry = (number: number | undefined) => show({ entry: number?.toString(), chain: undefined })

  const side = (open !== undefined || isChain) && (
    <AuditSide
      number={isChain ? undefined : open}
      entries={entries}
      walk={walk}
      onWalk={startWalk}
      onOpen={openEntry}
      onClose={() => show({ entry: undefined, chain: undefined })}
      onFilter={(field, value) => setSearch(withValue(search, field, value))}
    />
  )
  return (
    <WithSidePanel panel={side}>
      <PageHeader
        title={t('title')}
        tools={
          <>
            {first && address.filter && <Totals page={first} filtered={address.terms.length > 0} />}
            <IconButton icon={RotateCw} name={t('list.refresh')} onClick={() => void list.refetch()} />
          </>
        }
        actions={
          <>
            {address.filter && first && <ExportMenu filter={address.filter} total={first.total} />}
            <Button
              icon={<ShieldCheck size={14} aria-hidden />}
              onClick={() => {
                show({ entry: undefined, chain: '1' })
                startWalk()
              }}
            >
              {t('chain.verify')}
            </Button>
          </>
        }
      />
      <FilterBar address={address} search={search} onSearch={setSearch} />
      {address.filter ? (
        <AuditList
          list={list}
          entries={entries}
          selected={isChain ? undefined : open}
          filtered={address.terms.length > 0}
          onOpen={(entry) => openEntry(entry.number)}
          onClear={() => setSearch(withoutFilter(search))}
        />
      ) : (
        <Empty
          title={t('filter.wrong')}
          hint={t('filter.wrongHint')}
          actions={
            <Button type="primary" onClick={() => setSearch(withoutFilter(search))}>
              {conditions('clear')}
            </Button>
          }
        />
      )}
    </WithSidePanel>
  )
}

function Totals({ page: { total, all }, filtered }: { page: Page; filtered: boolean }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const n = format.integer(total)
  return (
    <output className={style['totals']}>
      {filtered ? t('matching', { count: total, n, all: format.integer(all) }) : t('everything', { count: total, n })}
    </output>
  )
}
