import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { servicesOf } from '../../mesh/policies/queries.ts'
import { useMeshes } from '../../mesh/scope.ts'
import { Panel } from '../../ui/Panel.tsx'
import style from './policy-transfer.module.css'
import { TextField } from './TextField.tsx'

/** What the page's address says. */
export interface TransferAddress {
  by: 'place' | 'text'
  source: string | undefined
  /** The called service; every one where nothing is said. */
  service: string | undefined
  target: string | undefined
}

interface Props {
  mesh: string
  address: TransferAddress
  onAddress: (values: Record<string, string | null>) => void
  text: string
  onText: (text: string) => void
}

/** Where policies come from, and where they are to stand. */
export function SourcePanel({ mesh, address, onAddress, text, onText }: Props) {
  const { t } = useTranslation('policyTransfer')
  const namespaces = useMeshes()?.find(({ name }) => name === mesh)?.namespaces ?? []
  const { by, source, service, target } = address
  return (
    <Panel
      title={t('from.title')}
      aside={
        <Segmented
          size="small"
          aria-label={t('from.title')}
          value={by}
          options={[
            { value: 'place', label: t('from.place') },
            { value: 'text', label: t('from.text') },
          ]}
          onChange={(next) => onAddress({ by: next === 'text' ? 'text' : null })}
        />
      }
    >
      <div className={style['fields']}>
        {by === 'place' ? (
          <>
            <Choice
              label={t('from.namespace')}
              value={source}
              options={namespaces}
              onChange={(next) => onAddress({ source: next, service: null })}
            />
            <ServiceChoice
              mesh={mesh}
              namespace={source}
              value={service}
              onChange={(next) => onAddress({ service: next || null })}
            />
          </>
        ) : (
          <TextField text={text} onText={onText} />
        )}
        <Choice
          label={t('target')}
          value={target}
          options={by === 'place' ? namespaces.filter((one) => one !== source) : namespaces}
          onChange={(next) => onAddress({ target: next })}
        />
      </div>
    </Panel>
  )
}

function ServiceChoice(props: {
  mesh: string
  namespace: string | undefined
  value: string | undefined
  onChange: (service: string) => void
}) {
  const { mesh, namespace, value, onChange } = props
  const { t } = useTranslation('policyTransfer')
  const id = useId()
  const services = useQuery({ ...servicesOf(mesh, namespace), enabled: namespace !== undefined }).data?.value ?? []
  return (
    <div className={style['field']}>
      <label htmlFor={id}>{t('from.service')}</label>
      <Select
        id={id}
        showSearch
        disabled={namespace === undefined}
        value={value ?? ''}
        options={[
          { value: '', label: t('from.everyService') },
          ...services.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={onChange}
      />
    </div>
  )
}

function Choice(props: {
  label: string
  value: string | undefined
  options: readonly string[]
  onChange: (namespace: string) => void
}) {
  const { label, value, options, onChange } = props
  const { t } = useTranslation('policyTransfer')
  const id = useId()
  return (
    <div className={style['field']}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        showSearch
        placeholder={t('choose')}
        value={value ?? null}
        options={options.map((one) => ({ value: one, label: one }))}
        onChange={(next: string | null) => next !== null && onChange(next)}
      />
    </div>
  )
}
