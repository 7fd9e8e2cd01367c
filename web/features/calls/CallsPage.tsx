import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { useMesh, windowOf } from '../../mesh/scope.ts'
import { withValues } from '../../ui/conditions/address.ts'
import { enumerated } from '../../ui/conditions/alternatives.ts'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { CallDrawer, type CallSlots } from './CallDrawer.tsx'
import { CallHistogram } from './CallHistogram.tsx'
import { CallList } from './CallList.tsx'
import { CallsHeader } from './CallsHeader.tsx'
import type { Attention } from './CallTable.tsx'
import style from './CallList.module.css'
import { isFilterField } from './fields.ts'
import { type AddressFilter, filterOf, withValue } from './filter-address.ts'
import { FilterBar } from './FilterBar.tsx'
import { namesIn } from './sentence.ts'
import { useCallList } from './useCallList.ts'
import { useRecordKeys } from './useRecordKeys.ts'

const noAttention: Attention = { scrolled: false, pointed: false, focused: false, brushed: false }

/** Every call of a window that meets the conditions, and one of them in full. The address holds all of it. */
export function CallsPage(slots: CallSlots) {
  const mesh = useMesh()
  const [search, setSearch] = useSearchParams()
  const address = filterOf(search)
  const window = windowOf(search)
  const open = search.get('call') ?? undefined

  const [attention, setAttention] = useState(noAttention)
  const still = open !== undefined || Object.values(attention).includes(true)
  const records = useCallList({ mesh, filter: address.filter ?? {}, window }, address.filter !== undefined, still)
  const { rows, first, list } = records
  const index = rows.findIndex(({ id }) => id === open)

  const show = (id: string | undefined) => setSearch(withValues(search, 'call', id ? [id] : []), { replace: true })
  const filterBy = (field: string, value: string) => {
    if (isFilterField(field)) setSearch(withValue(search, field, value))
  }
  const notice = (change: Partial<Attention>) => setAttention((before) => ({ ...before, ...change }))
  useRecordKeys({ rows, open, onOpen: show, onFilter: filterBy })

  function walkTo(next: number) {
    if (next >= rows.length - 1 && list.hasNextPage && !list.isFetching) void list.fetchNextPage()
    if (rows[next]) show(rows[next].id)
  }

  const panel = open !== undefined && (
    <CallDrawer
      {...slots}
      mesh={mesh}
      id={open}
      row={rows[index]}
      window={first?.window}
      search={search}
      onFilter={filterBy}
      onSearch={setSearch}
      onClose={() => show(undefined)}
      onPrevious={index > 0 ? () => walkTo(index - 1) : undefined}
      onNext={index >= 0 && index < rows.length - 1 ? () => walkTo(index + 1) : undefined}
    />
  )
  return (
    <WithSidePanel panel={panel}>
      <div className={style['upper']}>
        <CallsHeader
          page={address.filter ? first : undefined}
          filtered={address.terms.length > 0}
          error={records.error}
        />
        <FilterBar
          mesh={mesh}
          window={window}
          address={address}
          search={search}
          names={namesIn(rows)}
          onSearch={setSearch}
        />
        {address.filter && first && first.all > 0 && (
          <CallHistogram
            mesh={mesh}
            filter={address.filter}
            window={first.window}
            onBrushed={(brushed) => notice({ brushed })}
            onZoom={({ from, to }) => {
              const zoomed = withValues(withValues(search, 'from', [from]), 'to', [to])
              zoomed.delete('last')
              setSearch(zoomed)
            }}
          />
        )}
      </div>
      {address.filter ? (
        <CallList
          mesh={mesh}
          records={records}
          selected={open}
          search={search}
          onOpen={show}
          onSearch={setSearch}
          onAttention={notice}
        />
      ) : (
        <WrongFilter address={address} search={search} onSearch={setSearch} />
      )}
    </WithSidePanel>
  )
}

interface WrongFilterProps {
  address: AddressFilter
  search: URLSearchParams
  onSearch: (after: URLSearchParams) => void
}

/** Nothing is asked while a condition cannot be: it would find what was not meant. */
function WrongFilter({ address: { wrong }, search, onSearch }: WrongFilterProps) {
  const { t } = useTranslation('calls')
  const language = useLanguage()
  const names = wrong.map((name) => (isFilterField(name) ? t(`field.${name}`) : name))
  return (
    <Empty
      title={t('filter.wrong')}
      hint={t('filter.wrongHint', { names: enumerated(names, language) })}
      actions={
        <Button
          type="primary"
          onClick={() => onSearch(wrong.reduce((rest, name) => withValues(rest, name, []), search))}
        >
          {t('filter.removeWrong')}
        </Button>
      }
    />
  )
}
