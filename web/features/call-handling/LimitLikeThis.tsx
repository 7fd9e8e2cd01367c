import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { rateLimitEndpoints } from '#shared/features/rate-limits/api.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useCarried } from '../../mesh/scope.ts'
import style from './RuleFromCall.module.css'

interface Props {
  record: CallRecord
  policyRef: PolicyRef
  mayWrite: boolean
}

const sides = ['caller', 'from'] as const
type Side = (typeof sides)[number]

/** Asks which side counts the calls of this caller, then opens the editor of that limit, be it there already or not. */
export function LimitLikeThis({ record, policyRef, mayWrite }: Props) {
  const { t } = useTranslation('callHandling')
  const navigate = useNavigate()
  const carried = useCarried()
  const sentence = useSentence()
  const group = useId()
  const [side, setSide] = useState<Side>('caller')
  const { mesh, service } = policyRef
  const caller = record.caller?.service ?? ''
  // The called side's documents lie in its own namespace.
  const namespace = side === 'caller' ? policyRef.namespace : (record.callee.namespace ?? policyRef.namespace)
  const ref: PolicyRef = { mesh, namespace, service, kind: 'rate-limits', name: `${side}:${caller}` }
  const { data: capabilities } = useQuery(
    query(rateLimitEndpoints.capabilities, { params: { mesh, namespace, service }, query: { name: ref.name } }),
  )
  const reasonOf = (one: Side) => {
    const capability = capabilities?.features[`scope.${one}`]
    return capability?.available === 'no' ? (capability.reason ?? { code: 'framework-lacks' }) : undefined
  }
  return (
    <>
      <fieldset className={style['group']}>
        <legend>{t('from.counts')}</legend>
        {sides.map((one) => {
          const reason = reasonOf(one)
          return (
            <div key={one}>
              <label className={`${style['choice']} ${reason ? style['lacking'] : ''}`}>
                <input
                  type="radio"
                  name={group}
                  disabled={reason !== undefined}
                  checked={side === one}
                  onChange={() => setSide(one)}
                />
                <span>{t(`from.limit.${one}`, { caller, service })}</span>
              </label>
              {reason && <p className={style['why']}>{sentence(reason)}</p>}
            </div>
          )
        })}
      </fieldset>
      <div className={style['acts']}>
        <Button
          type="primary"
          disabled={!mayWrite || reasonOf(side) !== undefined}
          onClick={() => void navigate(carried(policyAddress(ref)))}
        >
          {t('from.openLimit')}
        </Button>
      </div>
    </>
  )
}
