import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { traitsOf } from './call-traits.ts'
import { groupNameFor } from './group-name.ts'
import { OpenLimit } from './OpenLimit.tsx'
import { limitCapabilities, limitNow, useStartLimit } from './queries.ts'
import style from './RuleFromCall.module.css'
import { conditionsOf, Traits } from './Traits.tsx'

interface Props {
  record: CallRecord
  /** The limit that a name means where the calls arrive. */
  refOf: (name: string) => PolicyRef
  mayWrite: boolean
}

const askedAfterMs = 300

/** A limit for the calls that share traits with this one, whoever makes them: the called side counts what a match group takes. */
export function GroupLimit({ record, refOf, mayWrite }: Props) {
  const { t } = useTranslation('callHandling')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState<string>()
  const capabilities = useQuery(limitCapabilities(refOf('group:any'))).data
  const traits = traitsOf(record)
  const conditions = conditionsOf(traits, capabilities, chosen)
  const group = typed ?? groupNameFor(conditions)
  const ref = refOf(`group:${group}`)
  const rested = useDebounced(group, askedAfterMs)
  const isNamed = group !== '' && rested === group
  const now = useQuery({ ...limitNow(ref), enabled: mayWrite && isNamed })
  const isTaken = now.data !== undefined && (now.data.policy !== null || now.data.draft !== null)
  const start = useStartLimit(ref)
  return (
    <>
      <Traits record={record} traits={traits} capabilities={capabilities} chosen={chosen} onChoose={setChosen} />
      <label className={style['named']}>
        <span>{t('from.groupName')}</span>
        <Input
          value={group}
          maxLength={64}
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value.replaceAll(/[^\w.-]/g, ''))}
        />
      </label>
      <p className={style['note']}>
        {conditions.length === 0 ? t('from.chooseOne') : isTaken ? t('from.groupTaken', { group }) : t('from.groupNew')}
      </p>
      <ProblemLine problem={now.error ?? start.error} />
      <OpenLimit
        policyRef={ref}
        disabled={!mayWrite || conditions.length === 0 || !isNamed || !now.data || isTaken}
        loading={start.isPending}
        before={() => start.mutateAsync(conditions)}
      />
    </>
  )
}
