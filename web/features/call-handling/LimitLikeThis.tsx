import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { Capability } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { GroupLimit } from './GroupLimit.tsx'
import { limitCapabilities } from './queries.ts'
import style from './RuleFromCall.module.css'
import { OpenLimit } from './OpenLimit.tsx'

interface Props {
  record: CallRecord
  /** Of a rule of the caller's proxies; it says where the caller is. */
  policyRef: PolicyRef
  mayWrite: boolean
}

const sides = ['caller', 'from', 'group'] as const
type Side = (typeof sides)[number]

/** Asks which side counts which calls like this one, then opens the editor of that limit, be it there already or not. */
export function LimitLikeThis({ record, policyRef, mayWrite }: Props) {
  const { t } = useTranslation('callHandling')
  const group = useId()
  const [side, setSide] = useState<Side>('caller')
  const { mesh, service } = policyRef
  const caller = record.caller?.service ?? ''
  // The called side's documents lie in its own namespace.
  const namespace = side === 'caller' ? policyRef.namespace : (record.callee.namespace ?? policyRef.namespace)
  const ref = (name: string): PolicyRef => ({ mesh, namespace, service, kind: 'rate-limits', name })
  // Whether a side has limits does not hang on the policy, so that one is asked about for all of them.
  const features = useQuery(limitCapabilities(ref(side === 'group' ? 'all' : `${side}:${caller}`))).data?.features
  const lacking = (one: Side) => (features?.[`scope.${one}`]?.available === 'no' ? features[`scope.${one}`] : undefined)
  return (
    <>
      <fieldset className={style['group']}>
        <legend>{t('from.counts')}</legend>
        {sides.map((one) => (
          <SideChoice
            key={one}
            group={group}
            label={t(`from.limit.${one}`, { caller, service })}
            lacking={lacking(one)}
            checked={side === one}
            onChoose={() => setSide(one)}
          />
        ))}
      </fieldset>
      {side === 'group' ? (
        <GroupLimit record={record} refOf={ref} mayWrite={mayWrite && !lacking(side)} />
      ) : (
        <OpenLimit policyRef={ref(`${side}:${caller}`)} disabled={!mayWrite || lacking(side) !== undefined} />
      )}
    </>
  )
}

function SideChoice(props: {
  group: string
  label: string
  /** Why this side has no such limits. */
  lacking: Capability | undefined
  checked: boolean
  onChoose: () => void
}) {
  const sentence = useSentence()
  const id = useId()
  const { group, label, lacking, checked, onChoose } = props
  return (
    <div>
      <label className={`${style['choice']} ${lacking ? style['lacking'] : ''}`}>
        <input
          type="radio"
          name={group}
          aria-describedby={lacking && id}
          disabled={lacking !== undefined}
          checked={checked}
          onChange={onChoose}
        />
        <span>{label}</span>
      </label>
      {lacking && (
        <p id={id} className={style['why']}>
          {sentence(lacking.reason ?? { code: 'framework-lacks' })}
        </p>
      )}
    </div>
  )
}
