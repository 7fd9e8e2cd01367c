import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Filter } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Window } from '#shared/contract/window.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { CopyLinkButton } from './CopyButton.tsx'
import style from './CallDrawer.module.css'
import { filterOf } from './filter-address.ts'
import { callTotal } from './queries.ts'
import { sameKind } from './same-kind.ts'

interface Props {
  record: CallRecord
  mesh: string
  window: Window | undefined
  search: URLSearchParams
  onSearch: (after: URLSearchParams) => void
  /** Further acts on the call, beside its kind. */
  acts: ReactNode
}

/** Where one goes from a call: to those of its kind, to a rule, to somebody else with the link. */
export function CallFooter({ record, mesh, window: settled, search, onSearch, acts }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const kind = sameKind(record, search)
  const { filter = {} } = filterOf(kind)
  const { data: count } = useQuery(callTotal(mesh, filter, settled))
  return (
    <div className={style['footer']}>
      <Button
        type="primary"
        icon={<Filter size={14} />}
        title={t('detail.sameHint')}
        disabled={count === undefined}
        onClick={() => onSearch(kind)}
      >
        {t('detail.same', { count: count ?? 0, n: count === undefined ? '–' : format.integer(count) })}
      </Button>
      {acts}
      <span className={style['end']}>
        <CopyLinkButton address={linkTo(search, settled)} />
      </span>
    </div>
  )
}

/** The address with the window that is seen now: a sliding one would show something else to the next reader. */
function linkTo(search: URLSearchParams, settled: Window | undefined): string {
  const fixed = new URLSearchParams(search)
  if (settled) {
    fixed.delete('last')
    fixed.set('from', settled.from)
    fixed.set('to', settled.to)
  }
  return `${location.origin}${location.pathname}?${fixed}`
}
