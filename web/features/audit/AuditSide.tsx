import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { ChainPanel } from './ChainPanel.tsx'
import { EntryBody, EntryLead } from './EntryPanel.tsx'
import type { FilterField } from './filter-address.ts'
import { auditEntry } from './queries.ts'
import { useEntryWords } from './useEntryWords.ts'
import type { Walk } from './useVerification.ts'

interface Props {
  /** Number of the open entry; undefined where the chain is open. */
  number: string | undefined
  entries: readonly AuditEntry[]
  walk: Walk | undefined
  onWalk: () => void
  onOpen: (number: number) => void
  onClose: () => void
  onFilter: (field: FilterField, value: string) => void
}

/** What is open beside the list: an entry, or the chain. */
export function AuditSide({ number, walk, onWalk, ...props }: Props) {
  const { t } = useTranslation('audit')
  if (number === undefined) {
    return (
      <SidePanel title={t('chain.title')} onClose={props.onClose}>
        <ChainPanel walk={walk} onWalk={onWalk} />
      </SidePanel>
    )
  }
  return <OpenEntry number={number} {...props} />
}

type OpenProps = Omit<Props, 'number' | 'walk' | 'onWalk'> & { number: string }

function OpenEntry({ number, entries, onOpen, onClose, onFilter }: OpenProps) {
  const { t } = useTranslation('audit')
  const words = useEntryWords()
  const index = entries.findIndex((each) => String(each.number) === number)
  const listed = entries[index]
  const read = useQuery({ ...auditEntry(number), enabled: listed === undefined })
  const entry = listed ?? read.data
  const [previous, next] = [entries[index - 1], index < 0 ? undefined : entries[index + 1]]
  return (
    <SidePanel
      title={entry ? words.event(entry.event) : t('entry.title', { number })}
      lead={entry && <EntryLead entry={entry} />}
      onClose={onClose}
      onPrevious={previous && (() => onOpen(previous.number))}
      onNext={next && (() => onOpen(next.number))}
    >
      {entry ? (
        <EntryBody entry={entry} onFilter={onFilter} />
      ) : (
        <Loaded query={read} skeleton={<Skeleton lines={10} />}>
          {(found) => <EntryBody entry={found} onFilter={onFilter} />}
        </Loaded>
      )}
    </SidePanel>
  )
}
