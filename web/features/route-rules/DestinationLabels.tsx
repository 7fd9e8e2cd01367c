import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool } from './instances.ts'
import { entriesOf, labelsOf } from './labels-text.ts'
import style from './WeightRows.module.css'

interface Props {
  labels: Record<string, string>
  pool: Pool
  onLabels: (labels: Record<string, string>) => void
}

/** By which labels a destination chooses its instances: those that instances carry are offered, others can be typed. */
export function DestinationLabels({ labels, pool, onLabels }: Props) {
  const { t } = useTranslation('routeRules')
  const id = useId()
  const offered = (name: string, value: string, ready: number) => ({
    value: `${name}=${value}`,
    label: t('editor.labelled', { label: `${name}=${value}`, count: ready }),
  })
  return (
    <div className={style['labels']}>
      <label htmlFor={id}>{t('editor.chosenBy')}</label>
      <Select
        id={id}
        mode="tags"
        className={style['labelList'] ?? ''}
        tokenSeparators={[',', ' ']}
        value={entriesOf(labels)}
        options={[
          ...pool.versions.map(({ version, ready }) => offered('version', version, ready)),
          ...pool.labels.map(({ name, value, ready }) => offered(name, value, ready)),
        ]}
        optionLabelProp="value"
        onChange={(entries: string[]) => {
          const next = labelsOf(entries)
          // A destination without labels would be everybody.
          if (Object.keys(next).length > 0) onLabels(next)
        }}
      />
      <p>{pool.anyVersion ? t('editor.labelsHelp') : t('editor.labelsHelpNewest')}</p>
    </div>
  )
}
