import { Checkbox, Input, Select } from 'antd'
import { X } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import { type Condition, conditionFields, operators } from '#shared/mesh/match.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FindingList } from '../FindingList.tsx'
import style from './ConditionRow.module.css'
import { namedFields } from './match-draft.ts'

// The engine behind it is heavy and seldom needed.
const PatternTester = lazy(async () => ({ default: (await import('./PatternTester.tsx')).PatternTester }))

interface Props {
  condition: Condition
  capabilities: Capabilities | undefined
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (change: (condition: Condition) => Condition) => void
  onRemove: () => void
}

const ofName = new Set(['condition-without-name', 'header-name-invalid'])
const ofValue = new Set([
  'condition-without-value',
  'header-value-invalid',
  'number-needed',
  'pattern-changed-by-case',
  'pattern-not-posix',
  'pattern-unreadable',
])

/** A comparison that reads as a sentence: field, operator, value. What the mesh lacks stays visible and says why. */
export function ConditionRow({ condition, capabilities, findings, readOnly, onChange, onRemove }: Props) {
  const { t } = useTranslation('match')
  const { t: policies } = useTranslation('policies')
  const option = useOption(capabilities)
  const set = (part: Partial<Condition>) => onChange((one) => ({ ...one, ...part }))
  /** The field that a finding is about is marked, and what is found stands below. */
  const markOf = (codes: ReadonlySet<string>) =>
    findings.some(({ code, severity }) => severity === 'error' && codes.has(code))
      ? ({ status: 'error', 'aria-invalid': true } as const)
      : {}
  const ignoreCase = capabilities?.features['ignore-case']
  return (
    <div className={style['row']}>
      <div className={style['sentence']}>
        <Select
          aria-label={t('field')}
          className={style['field'] ?? ''}
          popupMatchSelectWidth={false}
          value={condition.field}
          options={conditionFields.map((field) => option(`condition.${field}`, field, policies(`condition.${field}`)))}
          onChange={(field) => set({ field, name: namedFields.has(field) ? condition.name : '' })}
        />
        {namedFields.has(condition.field) && (
          <Input
            aria-label={t('name')}
            placeholder={t('name')}
            className={style['name']}
            value={condition.name}
            maxLength={256}
            spellCheck={false}
            {...markOf(ofName)}
            // Header names are compared without their case; the model writes them small.
            onChange={({ target }) =>
              set({ name: condition.field === 'header' ? target.value.toLowerCase() : target.value })
            }
          />
        )}
        <Select
          aria-label={t('operator')}
          listHeight={400} // all of them at once
          className={style['operator'] ?? ''}
          popupMatchSelectWidth={false}
          value={condition.operator}
          options={operators.map((operator) =>
            option(`operator.${operator}`, operator, policies(`operator.${operator}`)),
          )}
          onChange={(operator) => set(operator === 'present' ? { operator, value: '' } : { operator })}
        />
        {condition.operator !== 'present' && (
          <Input
            aria-label={t('value')}
            placeholder={condition.operator === 'one-of' ? t('values') : t('value')}
            className={style['value']}
            value={condition.value}
            maxLength={2048}
            spellCheck={false}
            {...markOf(ofValue)}
            onChange={({ target }) => set({ value: target.value })}
          />
        )}
        {ignoreCase?.available !== 'no' && (
          <Checkbox checked={condition.ignoreCase} onChange={({ target }) => set({ ignoreCase: target.checked })}>
            {t('ignoreCase')}
          </Checkbox>
        )}
        {!readOnly && (
          <span className={style['remove']}>
            <IconButton icon={X} name={t('remove')} onClick={onRemove} />
          </span>
        )}
      </div>
      {condition.operator === 'matches' && (
        <Suspense>
          <PatternTester condition={condition} />
        </Suspense>
      )}
      <FindingList small findings={findings} />
    </div>
  )
}

/** A choice with what stands in its way, if anything does. */
function useOption(capabilities: Capabilities | undefined) {
  const { t } = useTranslation('match')
  const sentence = useSentence()
  return <Value extends string>(feature: string, value: Value, label: string) => {
    const capability: Capability | undefined = capabilities?.features[feature]
    const reason = capability?.reason && sentence(capability.reason)
    const lacking = capability?.available === 'no'
    return {
      value,
      disabled: lacking,
      title: reason ?? (lacking ? t('unavailable') : ''),
      label: reason ? (
        <>
          {label} <span className={style['why']}>{reason}</span>
        </>
      ) : (
        label
      ),
    }
  }
}
