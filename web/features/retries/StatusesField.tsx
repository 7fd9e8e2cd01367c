import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capability } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import style from './retries.module.css'

interface Props {
  statuses: readonly number[] | undefined
  capability: Capability | undefined
  findings: readonly Finding[]
  /** `undefined` for what the data plane does by itself. */
  onChange: (statuses: number[] | undefined) => void
}

const frequent = [500, 502, 503, 504, 429]

/** Which answers are tried again, as numbers. */
export function StatusesField({ statuses, capability, findings, onChange }: Props) {
  const { t } = useTranslation('retries')
  const sentence = useSentence()
  const id = useId()
  const lacking = capability?.available === 'no'
  return (
    <div className={style['statuses']}>
      <label htmlFor={id}>{t('conditions.statuses')}</label>
      <Select
        id={id}
        mode="tags"
        // What a mesh lacks can still be taken away.
        {...(lacking && !statuses && { disabled: true })}
        status={findings.some(({ severity }) => severity === 'error') ? 'error' : ''}
        placeholder={t('conditions.byItself')}
        value={(statuses ?? []).map(String)}
        options={frequent.map((status) => ({ value: String(status), label: String(status) }))}
        tokenSeparators={[',', ' ']}
        onChange={(chosen: string[]) => {
          const numbers = chosen.filter((text) => /^[45]\d\d$/.test(text)).map(Number)
          onChange(numbers.length > 0 ? numbers : undefined)
        }}
      />
      {findings.length > 0 ? (
        <FindingList small findings={findings} />
      ) : (
        <p className={style['hint']}>{capability?.reason ? sentence(capability.reason) : t('conditions.range')}</p>
      )}
    </div>
  )
}
