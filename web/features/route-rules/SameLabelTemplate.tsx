import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import type { DraftRule } from './draft.ts'
import type { KnownLabel, Pool } from './instances.ts'
import { Template } from './Template.tsx'
import style from './Templates.module.css'
import { sameLabel, toLabelled } from './templates.ts'

interface Props {
  policyRef: PolicyRef
  draft: DraftRule
  pool: Pool
  capabilities: Capabilities | undefined
  stable: string | undefined
  onUse: (rule: DraftRule) => void
}

/**
 * Callers reach instances with the same label. Where the caller's labels can be asked for, that is a route a value;
 * elsewhere the callers are those that the rule is for, and it names one value.
 */
export function SameLabelTemplate({ policyRef, draft, pool, capabilities, stable, onUse }: Props) {
  const { t } = useTranslation('routeRules')
  const scopeOf = useScopeWords()
  const [chosen, setChosen] = useState<string>()
  const asked = capabilities?.features['condition.caller-label']?.available !== 'no'
  const choices = asked ? namesOf(pool.labels) : pool.labels.map(({ name, value }) => `${name}=${value}`)
  const label = chosen ?? choices[0]

  const use = () => {
    if (label === undefined) return
    if (asked) return onUse(sameLabel(draft, label, valuesOf(pool.labels, label)))
    const { name, value } = pool.labels.find((one) => `${one.name}=${one.value}` === label) ?? {
      name: label,
      value: '',
    }
    onUse(toLabelled(draft, name, value, pool.anyVersion ? undefined : stable))
  }
  return (
    <Template
      title={t('template.label.title')}
      text={asked ? t('template.label.text') : t('template.label.scope', { scope: scopeOf(policyRef) })}
      lacking={choices.length === 0 ? t('template.label.none') : undefined}
      onUse={use}
    >
      {choices.length > 0 && (
        <Select
          size="small"
          className={style['label'] ?? ''}
          aria-label={t('template.label.which')}
          popupMatchSelectWidth={false}
          value={label ?? null}
          options={choices.map((value) => ({ value, label: value }))}
          onChange={(value: string | null) => setChosen(value ?? undefined)}
        />
      )}
    </Template>
  )
}

const namesOf = (labels: readonly KnownLabel[]): string[] => [...new Set(labels.map(({ name }) => name))]
const valuesOf = (labels: readonly KnownLabel[], name: string): string[] =>
  labels.filter((one) => one.name === name).map(({ value }) => value)
