import { Filter } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallRecord, Party } from '#shared/features/calls/model.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { epochMs } from '#shared/contract/instant.ts'
import style from './CallDrawer.module.css'
import type { FilterField } from './fields.ts'
import { recordTime } from './record-format.ts'

interface Props {
  record: CallRecord
  onFilter: (field: string, value: string) => void
  /** Shows every call of its trace. */
  onTrace: () => void
}

/** Identity and place of a call; what can be filtered by has a button for it, and `f` does the same. */
export function CallFacts({ record, onFilter, onTrace }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const language = useLanguage()
  const { user, tenant, client, requestId, tokenFingerprint: fingerprint, trace } = record
  return (
    <dl className={style['facts']} aria-label={t('detail.identity')}>
      <Fact name={t('detail.at')}>
        <time dateTime={record.at} title={format.exact(epochMs(record.at))}>
          <code>{recordTime(record.at, true, language)}</code>
        </time>
      </Fact>
      <Fact name={t('detail.outcome')} field="outcome" value={record.outcome} onFilter={onFilter}>
        {record.outcome === 'ok' && (record.status ?? 0) >= 400 ? t('clientError') : t(`outcome.${record.outcome}`)}
      </Fact>
      <Fact name={t('detail.error')} when={record.error}>
        <span className={style['error']}>{record.error}</span>
      </Fact>
      <Fact name={t('detail.user')} when={user} field="user" value={user?.id} onFilter={onFilter}>
        <Person party={user} />
      </Fact>
      <Fact name={t('detail.tenant')} when={tenant} field="tenant" value={tenant?.id} onFilter={onFilter}>
        <Person party={tenant} />
      </Fact>
      <Fact name={t('detail.client')} when={client} field="client" value={client} onFilter={onFilter}>
        {client}
      </Fact>
      <Fact name={t('detail.clientAddress')} when={record.clientAddress}>
        <CopyText text={record.clientAddress ?? ''} />
      </Fact>
      <Fact name={t('detail.requestId')} when={requestId} field="requestId" value={requestId} onFilter={onFilter}>
        <CopyText text={requestId ?? ''} />
      </Fact>
      <Fact
        name={t('detail.fingerprint')}
        when={fingerprint}
        field="fingerprint"
        value={fingerprint}
        onFilter={onFilter}
      >
        <code>{fingerprint}</code> <span className={style['quiet']}>{t('detail.fingerprintHint')}</span>
      </Fact>
      <Fact name={t('detail.trace')} field="trace" value={trace} onFilter={onTrace}>
        <CopyText text={trace} shown={shortened(trace)} />
      </Fact>
    </dl>
  )
}

/** Which versions and instances met, over what: the rest of what is known of a call. */
export function CallPlaces({ record, onFilter }: Pick<Props, 'record' | 'onFilter'>) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const { caller, callee, attempt } = record
  return (
    <dl className={style['facts']} aria-label={t('detail.places')}>
      <Fact name={t('detail.attempt')} when={attempt > 0}>
        {t('detail.retry', { n: format.integer(attempt + 1) })}
      </Fact>
      <Fact name={t('detail.route')} when={record.route}>
        <code>{record.route}</code>
      </Fact>
      <Fact
        name={t('field.callerVersion')}
        when={caller?.version}
        field="callerVersion"
        value={caller?.version}
        onFilter={onFilter}
      >
        {caller?.version}
      </Fact>
      <Fact name={t('field.version')} when={callee.version} field="version" value={callee.version} onFilter={onFilter}>
        {callee.version}
      </Fact>
      <Fact
        name={t('detail.callerInstance')}
        when={caller?.instance}
        field="instance"
        value={caller?.instance}
        onFilter={onFilter}
      >
        <CopyText text={caller?.instance ?? ''} shown={shortened(caller?.instance ?? '')} />
      </Fact>
      <Fact
        name={t('detail.calleeInstance')}
        when={callee.instance}
        field="instance"
        value={callee.instance}
        onFilter={onFilter}
      >
        <CopyText text={callee.instance ?? ''} shown={shortened(callee.instance ?? '')} />
      </Fact>
      <Fact name={t('detail.protocol')}>{record.protocol}</Fact>
    </dl>
  )
}

interface FactProps {
  name: string
  /** A fact that nobody told is left out. */
  when?: unknown
  field?: FilterField
  value?: string | undefined
  onFilter?: (field: string, value: string) => void
  children: ReactNode
}

function Fact(props: FactProps) {
  const { t } = useTranslation('calls')
  const { name, field, value, onFilter, children } = props
  if ('when' in props && !props.when) return null
  const condition = field && value ? { 'data-field': field, 'data-value': value } : {}
  return (
    <div className={style['fact']} {...condition}>
      <dt>{name}</dt>
      <dd>
        <span>{children}</span>
        {field && value && onFilter && (
          <IconButton
            icon={Filter}
            name={t('detail.filterBy', { field: t(`field.${field}`), value })}
            onClick={() => onFilter(field, value)}
          />
        )}
      </dd>
    </div>
  )
}

const Person = ({ party }: { party: Party | undefined }) => (
  <>
    <strong>{party?.name ?? party?.id}</strong> {party?.name && <code className={style['quiet']}>{party.id}</code>}
  </>
)
