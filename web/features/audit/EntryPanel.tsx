import { Filter } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './audit.module.css'
import type { FilterField } from './filter-address.ts'
import { EntryDetails } from './EntryDetails.tsx'
import { statusOf, useEntryWords } from './useEntryWords.ts'

interface Props {
  entry: AuditEntry
  onFilter: (field: FilterField, value: string) => void
}

/** How it ended, in one line below the title. */
export function EntryLead({ entry }: { entry: AuditEntry }) {
  const words = useEntryWords()
  return <StatusTag status={statusOf(entry.result)}>{words.result(entry.result)}</StatusTag>
}

/** One entry in full: who, when, from where, about what, what changed, and its place in the chain. */
export function EntryBody({ entry, onFilter }: Props) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const words = useEntryWords()
  const { actor, address, requestId, object } = entry
  const filter = (field: FilterField, value: string, shown: ReactNode) => (
    <Filterable field={field} value={value} onFilter={onFilter}>
      {shown}
    </Filterable>
  )
  return (
    <>
      <section className={style['section']} aria-label={t('entry.what')}>
        <Facts
          facts={[
            [
              t('entry.at'),
              <time key="at" dateTime={entry.at}>
                {format.exact(epochMs(entry.at))}
              </time>,
            ],
            [t('entry.actor'), actor === null ? words.actor(entry) : filter('actor', actor, <strong>{actor}</strong>)],
            [t('entry.address'), address && filter('address', address, <code>{address}</code>)],
            [
              t('entry.requestId'),
              requestId && filter('requestId', requestId, <CopyText text={requestId} shown={shortened(requestId)} />),
            ],
            [t('entry.event'), filter('event', entry.event, words.event(entry.event))],
            [t('entry.object'), object.id && filter('object', object.id, <ObjectLink entry={entry} />)],
            [t('entry.mesh'), object.mesh],
            [t('entry.namespace'), object.namespace],
            [t('entry.service'), object.service && <ServiceLink key="service" object={object} />],
            [t('entry.environment'), object.environment],
          ]}
        />
      </section>
      <EntryDetails entry={entry} />
      <section className={style['section']} aria-label={t('entry.chain')}>
        <h3>{t('entry.chain')}</h3>
        <Facts
          facts={[
            [t('entry.number'), format.integer(entry.number)],
            [t('entry.before'), hash(entry.before)],
            [t('entry.after'), hash(entry.after)],
            [t('entry.previous'), hash(entry.previous)],
            [t('entry.hash'), hash(entry.hash)],
          ]}
        />
        <p className={style['hint']}>{t('entry.chainHint')}</p>
      </section>
    </>
  )
}

const hash = (text: string | null) => text && <CopyText text={text} shown={shortened(text)} />

interface FilterableProps extends Pick<Props, 'onFilter'> {
  field: FilterField
  value: string
  children: ReactNode
}

function Filterable({ field, value, onFilter, children }: FilterableProps) {
  const { t } = useTranslation('audit')
  return (
    <span className={style['value']}>
      <span>{children}</span>
      <IconButton
        icon={Filter}
        name={t('filter.by', { field: t(`field.${field}`), value })}
        onClick={() => onFilter(field, value)}
      />
    </span>
  )
}

function ObjectLink({ entry }: { entry: AuditEntry }) {
  const words = useEntryWords()
  const name = words.object(entry)
  const { kind, id } = entry.object
  return kind === 'change' ? <ScopeLink to={paths.change(id)}>{name}</ScopeLink> : name
}

function ServiceLink({ object: { mesh, namespace, service = '' } }: { object: AuditEntry['object'] }) {
  const isOne = mesh !== undefined && namespace !== undefined && service !== '*'
  return isOne ? <ScopeLink to={paths.service({ mesh, namespace, name: service })}>{service}</ScopeLink> : service
}
