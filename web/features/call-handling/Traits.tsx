import { useTranslation } from 'react-i18next'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { type CallTrait, capabilityOf } from './call-traits.ts'
import style from './RuleFromCall.module.css'

interface Props {
  record: CallRecord
  traits: readonly CallTrait[]
  /** Of the readers of the rule; undefined while they are not known. */
  capabilities: Capabilities | undefined
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}

const keyOf = ({ condition: { field, name } }: CallTrait): string => `${field} ${name}`

/** Asks by what calls like this one are known; what the mesh cannot compare stays and says why. */
export function Traits({ record, traits, capabilities, chosen, onChoose }: Props) {
  const { t } = useTranslation('callHandling')
  const toggle = (key: string) =>
    onChoose(new Set(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key]))
  return (
    <fieldset className={style['group']}>
      <legend>{t('from.traits')}</legend>
      <div className={style['traits']}>
        {traits.map((trait) => (
          <TraitChoice
            key={keyOf(trait)}
            trait={trait}
            tenant={record.tenant?.name ?? record.tenant?.id}
            capability={capabilityOf(trait, capabilities)}
            checked={chosen.has(keyOf(trait))}
            onToggle={() => toggle(keyOf(trait))}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** The conditions of what was chosen, as far as the mesh has them. */
export const conditionsOf = (
  traits: readonly CallTrait[],
  capabilities: Capabilities | undefined,
  chosen: ReadonlySet<string>,
) =>
  traits
    .filter((trait) => chosen.has(keyOf(trait)) && capabilityOf(trait, capabilities)?.available !== 'no')
    .map(({ condition }) => condition)

/** One thing that the call carried. */
function TraitChoice(props: {
  trait: CallTrait
  tenant: string | undefined
  capability: ReturnType<typeof capabilityOf>
  checked: boolean
  onToggle: () => void
}) {
  const { t } = useTranslation('callHandling')
  const { conditionSentence } = useMatchWords()
  const sentence = useSentence()
  const { trait, tenant, capability, checked, onToggle } = props
  const isLacking = capability?.available === 'no'
  return (
    <div>
      <label className={`${style['choice']} ${isLacking ? style['lacking'] : ''}`}>
        <input
          type="checkbox"
          disabled={!capability || isLacking}
          checked={checked && !isLacking}
          onChange={onToggle}
        />
        <span>{conditionSentence(trait.condition)}</span>
      </label>
      {trait.ofTenant && tenant !== undefined && <p className={style['why']}>{t('from.ofTenant', { tenant })}</p>}
      {isLacking && capability.reason && <p className={style['why']}>{sentence(capability.reason)}</p>}
    </div>
  )
}
