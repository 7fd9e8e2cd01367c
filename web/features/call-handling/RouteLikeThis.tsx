import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { serviceAt } from '../../mesh/policies/queries.ts'
import { useCarried } from '../../mesh/scope.ts'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useAge } from '../../ui/Time.tsx'
import { traitsOf } from './call-traits.ts'
import { type EditedRule, routeCapabilities, ruleNow, useStartRule } from './queries.ts'
import style from './RuleFromCall.module.css'
import { hasDraft, routeFor } from './started-rule.ts'
import { conditionsOf, Traits } from './Traits.tsx'

interface Props {
  record: CallRecord
  /** The rule for every caller. */
  policyRef: PolicyRef
  mayWrite: boolean
}

/** Asks by what calls like this one are known and whose they are, then opens the editor with a route for them on top. */
export function RouteLikeThis({ record, policyRef, mayWrite }: Props) {
  const { t } = useTranslation('callHandling')
  const navigate = useNavigate()
  const carried = useCarried()
  const [own, setOwn] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const caller = record.caller?.service ?? ''
  const ref: PolicyRef = own ? { ...policyRef, name: `caller:${caller}` } : policyRef
  const capabilities = useQuery(routeCapabilities(ref))
  const versions = useQuery(serviceAt(ref)).data?.value.versions.map(({ version }) => version) ?? []
  const now = useQuery({ ...ruleNow(ref), enabled: mayWrite })
  const start = useStartRule(ref)
  // A rule for one caller needs no condition that says so.
  const traits = traitsOf(record).filter(({ condition }) => !own || condition.field !== 'caller')
  const conditions = conditionsOf(traits, capabilities.data, chosen)
  const reached = record.callee.version ?? versions.at(-1)
  const isLocked = now.data?.policy?.understood === 'not'
  const isReady = mayWrite && conditions.length > 0 && reached !== undefined && now.data !== undefined && !isLocked

  const begin = () =>
    start.mutate(routeFor(conditions, reached ?? '', versions), {
      onSuccess: () => void navigate(carried(policyAddress(ref))),
    })
  return (
    <>
      <CallerChoice policyRef={policyRef} caller={caller} own={own} onOwn={setOwn} />
      <Traits record={record} traits={traits} capabilities={capabilities.data} chosen={chosen} onChoose={setChosen} />
      <Notes now={now.data} reached={reached} chosen={conditions.length} />
      <ProblemLine problem={capabilities.error ?? now.error ?? start.error} />
      <div className={style['acts']}>
        <Button type="primary" disabled={!isReady} loading={start.isPending} onClick={begin}>
          {t('from.openRoute')}
        </Button>
      </div>
    </>
  )
}

/** What a person should know before: where the route stands, that a draft is added to, that a rule cannot be edited. */
function Notes(props: { now: EditedRule | undefined; reached: string | undefined; chosen: number }) {
  const { now, reached, chosen } = props
  const { t } = useTranslation('callHandling')
  const age = useAge()
  if (now?.policy?.understood === 'not') return <p className={style['note']}>{t('from.notUnderstood')}</p>
  return (
    <div className={style['note']}>
      <p>
        {chosen === 0
          ? t('from.chooseOne')
          : reached === undefined
            ? t('from.noVersion')
            : t('from.onTop', { version: reached })}
      </p>
      {now?.draft && hasDraft(now) && <p>{t('from.draft', { age: age(now.draft.savedAt) })}</p>}
    </div>
  )
}

function CallerChoice(props: { policyRef: PolicyRef; caller: string; own: boolean; onOwn: (own: boolean) => void }) {
  const { t } = useTranslation('callHandling')
  const { policyRef, caller, own, onOwn } = props
  const group = useId()
  return (
    <fieldset className={style['group']}>
      <legend>{t('from.whose')}</legend>
      {([false, true] as const).map((value) => (
        <label key={String(value)} className={style['choice']}>
          <input type="radio" name={group} checked={own === value} onChange={() => onOwn(value)} />
          <span>{value ? t('from.ofCaller', { caller }) : t('from.ofAll', { namespace: policyRef.namespace })}</span>
        </label>
      ))}
    </fieldset>
  )
}
