import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import type { RefusedRequest } from '../../api/call.ts'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './audit.module.css'
import { AuditTable } from './AuditTable.tsx'
import type { AuditPage } from './queries.ts'

interface Props {
  list: UseInfiniteQueryResult<InfiniteData<AuditPage>, RefusedRequest>
  entries: readonly AuditEntry[]
  selected: string | undefined
  filtered: boolean
  onOpen: (entry: AuditEntry) => void
  onClear: () => void
}

/** What the search has come to: grey rows, a refusal, nothing, or the entries with older ones below. */
export function AuditList({ list, entries, selected, filtered, onOpen, onClear }: Props) {
  const { t } = useTranslation('audit')
  const { t: conditions } = useTranslation('conditions')
  const format = useFormat()
  const clear = (
    <Button type="primary" onClick={onClear}>
      {conditions('clear')}
    </Button>
  )
  return (
    <Loaded query={list} skeleton={<TableSkeleton rows={16} columns={6} />}>
      {({ pages: [page] }) =>
        entries.length === 0 ? (
          <Empty
            title={filtered ? t('empty.match') : t('empty.none')}
            hint={filtered ? t('empty.matchHint', { all: format.integer(page?.all ?? 0) }) : t('empty.noneHint')}
            actions={filtered && clear}
          />
        ) : (
          <div className={style['list']}>
            <AuditTable entries={entries} selected={selected} onOpen={onOpen} />
            <footer className={style['foot']}>
              <span>{t('list.loaded', { count: entries.length, n: format.integer(entries.length) })}</span>
              {list.hasNextPage ? (
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('list.older')}
                </Button>
              ) : (
                <span>{t('list.end')}</span>
              )}
            </footer>
          </div>
        )
      }
    </Loaded>
  )
}
