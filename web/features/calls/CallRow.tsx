import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallEnd, CallRecord } from '#shared/features/calls/model.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { nothing } from '../../ui/format.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { callStatus } from './call-status.ts'
import cell from './CallRow.module.css'
import style from './CallTable.module.css'
import { latencyShare } from './latency-bar.ts'
import { recordMs, recordTime } from './record-format.ts'

interface Props {
  record: CallRecord
  /** Place in the list, the head being 1. */
  index: number
  selected: boolean
  /** Whether Tab comes to this row. */
  reachable: boolean
  withDay: boolean
}

/** One call in a line. Cells that say something to filter by carry it, so that `f` finds it. */
export const CallRow = memo(function CallRow({ record, index, selected, reachable, withDay }: Props) {
  const language = useLanguage()
  const { id, at, caller, callee, tenant, method, url, durationMs } = record
  return (
    <div
      role="row"
      aria-rowindex={index}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      data-call={id}
      className={`${style['row']} ${selected ? style['selected'] : ''}`}
    >
      <Cell name="time">{recordTime(at, withDay, language)}</Cell>
      <Cell name="caller" value={caller?.service}>
        <End end={caller} />
      </Cell>
      <Cell name="callee" value={callee.service}>
        <End end={callee} version />
      </Cell>
      <Cell name="tenant" value={tenant?.id}>
        {tenant ? (tenant.name ?? tenant.id) : nothing}
      </Cell>
      <Cell name="method" value={method}>
        {method}
      </Cell>
      <Cell name="url" value={url.split('?')[0]} title={url}>
        {url}
      </Cell>
      <Cell name="status" value={record.status === undefined ? 'none' : String(record.status)}>
        <StatusWord record={record} />
      </Cell>
      <Cell name="latency">
        <span className={cell['track']} aria-hidden>
          <span style={{ width: `${latencyShare(durationMs) * 100}%` }} />
        </span>
        <span className={cell['ms']}>{recordMs(durationMs, language)}</span>
      </Cell>
    </div>
  )
})

interface CellProps {
  name: string
  value?: string | undefined
  title?: string
  children: ReactNode
}

const Cell = ({ name, value, title, children }: CellProps) => (
  <div
    role="gridcell"
    tabIndex={-1}
    className={style[name]}
    title={title}
    {...(value ? { 'data-field': name, 'data-value': value } : {})}
  >
    {children}
  </div>
)

/** A service at one end of a call: outside, hidden and unresolved ones say so. */
function End({ end, version = false }: { end: CallEnd | undefined; version?: boolean }) {
  const { t } = useTranslation('calls')
  if (!end) return <Quiet title={t('outsideHint')}>{t('outside')}</Quiet>
  if (end.hidden) return <Quiet title={t('hiddenHint')}>{t('hidden')}</Quiet>
  return (
    <>
      <span className={end.namespace ? undefined : cell['unresolved']} title={end.namespace ?? t('unresolved')}>
        {end.service}
      </span>
      {version && end.version && <span className={cell['quiet']}> {end.version}</span>}
    </>
  )
}

const Quiet = ({ title, children }: { title: string; children: ReactNode }) => (
  <span className={cell['quiet']} title={title}>
    {children}
  </span>
)

/** Status and how loud it is; a call without an answer says how it ended. */
function StatusWord({ record }: { record: CallRecord }) {
  const { t } = useTranslation('calls')
  const status = callStatus(record)
  const words = status === 'degraded' ? t('clientError') : t(`outcome.${record.outcome}`)
  return (
    <span className={`${cell['state']} ${cell[status]}`} title={words}>
      {status !== 'ok' && <StatusGlyph status={status} size={12} />}
      {record.status ?? nothing}
      <span className="visually-hidden">{status === 'ok' ? '' : words}</span>
    </span>
  )
}
