import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Window } from '#shared/contract/window.ts'
import type { CallDetail, CallEnd, CallRecord } from '#shared/features/calls/model.ts'
import type { RefusedRequest } from '../../api/call.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Failed } from '../../ui/states/Failed.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { callStatus, statusLine } from './call-status.ts'
import { CallBodies } from './CallBodies.tsx'
import style from './CallDrawer.module.css'
import { CallFacts, CallPlaces } from './CallFacts.tsx'
import { CallFooter } from './CallFooter.tsx'
import { CallHeaders } from './CallHeaders.tsx'
import { withoutFilter, withValue } from './filter-address.ts'
import { callDetail } from './queries.ts'
import { CallTiming } from './CallTiming.tsx'

/** Parts of other features about one call, composed where the page is. */
export interface CallSlots {
  /** Beside who called: what handled it. */
  handling: (record: CallRecord) => ReactNode
  /** At the foot: what can be begun from it. */
  acts: (record: CallRecord) => ReactNode
}

interface Props extends CallSlots {
  mesh: string
  id: string
  /** The record as the list has it; undefined where the list does not hold it. */
  row: CallRecord | undefined
  /** What the list covers; undefined until it is there. */
  window: Window | undefined
  search: URLSearchParams
  onFilter: (field: string, value: string) => void
  onSearch: (after: URLSearchParams) => void
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** One call in full: who, from where to where, how long, how it ended, and what was said. */
export function CallDrawer(props: Props) {
  const { mesh, id, row, window, search, onFilter, onSearch, onClose, onPrevious, onNext, handling, acts } = props
  const { t } = useTranslation('calls')
  // Masks are lifted for one call, not for those that are walked to next.
  const [unmasked, setUnmasked] = useState<string>()
  const detail = useQuery<CallDetail, RefusedRequest>(callDetail(mesh, id, unmasked === id))
  const record = detail.data ?? row
  const walk = { onClose, onPrevious, onNext }

  const onTrace = () => record && onSearch(withValue(withoutFilter(search), 'trace', record.trace))

  if (!record) {
    return (
      <SidePanel title={t('title')} {...walk}>
        {!detail.error && <Skeleton lines={12} />}
        {detail.error?.code === 'not-found' && <Empty title={t('detail.gone')} hint={t('detail.goneHint')} />}
        {detail.error && detail.error.code !== 'not-found' && (
          <Failed problem={detail.error} title={t('detail.failed')} onRetry={() => void detail.refetch()} />
        )}
      </SidePanel>
    )
  }
  return (
    <SidePanel
      title={<Title record={record} />}
      lead={<Lead record={record} />}
      footer={
        <CallFooter
          record={record}
          mesh={mesh}
          window={window}
          search={search}
          onSearch={onSearch}
          acts={acts(record)}
        />
      }
      {...walk}
    >
      <CallTiming record={record} onTrace={onTrace} />
      <CallFacts record={record} onFilter={onFilter} onTrace={onTrace} />
      {handling(record)}
      {detail.data ? (
        <Said detail={detail.data} onFilter={onFilter} onUnmask={() => setUnmasked(id)} />
      ) : detail.error ? (
        <Failed problem={detail.error} title={t('detail.failed')} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
      <CallPlaces record={record} onFilter={onFilter} />
    </SidePanel>
  )
}

interface SaidProps {
  detail: CallDetail
  onFilter: Props['onFilter']
  onUnmask: () => void
}

const Said = ({ detail, onFilter, onUnmask }: SaidProps) => (
  <>
    <CallBodies detail={detail} onUnmask={onUnmask} />
    <CallHeaders headers={detail.headers} onFilter={onFilter} />
  </>
)

const Title = ({ record: { method, url } }: { record: CallRecord }) => (
  <span className={style['title']}>
    <code className={style['method']}>{method}</code> <code>{url}</code>
  </span>
)

/** How it ended, how long it took, which version called which. */
function Lead({ record }: { record: CallRecord }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const { caller, callee, status, outcome, durationMs } = record
  return (
    <div className={style['lead']}>
      <StatusTag status={callStatus(record)}>
        {status === undefined ? t(`outcome.${outcome}`) : statusLine(status)}
      </StatusTag>
      <strong>{format.ms(durationMs)}</strong>
      <span className={style['ends']}>
        <End mesh={record.mesh} end={caller} /> <span className={style['quiet']}>{caller?.version}</span> →{' '}
        <End mesh={record.mesh} end={callee} /> <span className={style['quiet']}>{callee.version}</span>
      </span>
    </div>
  )
}

/** One end of a call, with the way to its service where that is known. */
function End({ mesh, end }: { mesh: string; end: CallEnd | undefined }) {
  const { t } = useTranslation('calls')
  if (!end) return <>{t('outside')}</>
  const { namespace, service, hidden } = end
  if (hidden) return <>{t('hidden')}</>
  if (namespace === undefined) return <>{service}</>
  return (
    <ScopeLink to={paths.service({ mesh, namespace, name: service })} title={t('detail.service', { service })}>
      {service}
    </ScopeLink>
  )
}
