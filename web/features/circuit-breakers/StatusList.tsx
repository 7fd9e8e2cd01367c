import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capability } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import style from './circuit-breakers.module.css'

interface Props {
  statuses: readonly string[] | undefined
  capability: Capability | undefined
  findings: readonly Finding[]
  /** `undefined` for what the data plane takes by itself. */
  onChange: (statuses: string[] | undefined) => void
}

const frequent = ['5xx', '500', '502', '503', '504', '429']

/** Which answers count as failed: statuses, or classes of them. */
export function StatusList({ statuses, capability, findings, onChange }: Props) {
  const { t } = useTranslation('circuitBreakers')
  const sentence = useSentence()
  const id = useId()
  return (
    <div className={style['statuses']}>
      <label htmlFor={id}>{t('failing.statuses')}</label>
      <Select
        id={id}
        mode="tags"
        {...(capability?.available === 'no' && { disabled: true })}
        placeholder={t('byItself')}
        value={[...(statuses ?? [])]}
        options={frequent.map((value) => ({ value, label: value }))}
        tokenSeparators={[',', ' ']}
        onChange={(chosen: string[]) => {
          const known = chosen.filter((text) => /^[1-5][\dx]{2}$/.test(text))
          onChange(known.length > 0 ? known : undefined)
        }}
      />
      {capability?.reason && <p className={style['hint']}>{sentence(capability.reason)}</p>}
      <FindingList small findings={findings} />
    </div>
  )
}
