import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { EndTimeField, useEndTime } from '../../mesh/policies/EndTime.tsx'
import { NativeText } from '../../mesh/policies/NativeText.tsx'
import { checkOf } from '../../mesh/policies/queries.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { movingOf } from './moving.ts'
import { refOf, statusOf, useProposeStatus } from './queries.ts'
import style from './StatusQuestion.module.css'

interface Props {
  instance: Instance
  service: ServiceDetail
  becomes: 'up' | 'out-of-service'
  onClose: () => void
}

/** Asks with what it will do: how many instances are left, how many calls move, when callers notice, and what will be sent. */
export function StatusQuestion(props: Props) {
  const { instance, becomes, onClose } = props
  const { t } = useTranslation('instanceStatus')
  const status = useQuery({ ...statusOf(refOf(instance)), staleTime: 0, gcTime: 0 })
  return (
    <Dialog wide title={t(`title.${becomes}`, { instance: instance.host })} onClose={onClose}>
      <Loaded query={status}>
        {({ policy }) =>
          policy ? (
            <Asked {...props} edit={{ ref: policy.ref, spec: { status: becomes }, enabled: true, base: policy.base }} />
          ) : (
            <p className={style['gone']}>{t('gone')}</p>
          )
        }
      </Loaded>
    </Dialog>
  )
}

function Asked({ instance, service, becomes, edit }: Props & { edit: PolicyEdit }) {
  const { t } = useTranslation('instanceStatus')
  const { t: pages } = useTranslation('policyPages')
  const { t: ui } = useTranslation('ui')
  const format = useFormat()
  const navigate = useNavigate()
  const carried = useCarried()
  const end = useEndTime()
  const reasonId = useId()
  const [reason, setReason] = useState('')
  const check = useQuery({ ...checkOf(edit, end.at), staleTime: 0 })
  const propose = useProposeStatus()
  const { ready, all, readyOfVersion, allOfVersion, rate } = movingOf(service, instance, becomes)
  const findings = check.data?.findings ?? []
  const blocked = findings.some(({ severity }) => severity === 'error')
  const words = { host: instance.host, service: service.name }

  const whatMoves = () => {
    if (becomes === 'out-of-service' && rate === 0) return 'idle' as const
    if (ready === 0) return 'nobodyTakes' as const
    return `moves.${becomes}` as const
  }

  function act() {
    const revertAt = end.fromNow()
    const title = t(`change.${becomes}`, words).slice(0, 120)
    propose.mutate(
      { title, reason, edits: [edit], ...(revertAt && { revertAt }) },
      { onSuccess: (change) => void navigate(carried(paths.change(change.id))) },
    )
  }

  return (
    <div className={style['question']}>
      <p>{t('stay', { ...words, ready, all })}</p>
      {allOfVersion < all && <p>{t('stayOfVersion', { version: instance.version, readyOfVersion, allOfVersion })}</p>}
      <p>{t(whatMoves(), { rate: format.rate(rate) })}</p>
      <Loaded query={check}>
        {({ edits }) => (
          <>
            <FindingList findings={findings} />
            <div className={style['sent']}>
              <NativeText documents={edits[0]?.after ?? []} />
            </div>
          </>
        )}
      </Loaded>
      <div className={style['fields']}>
        <label htmlFor={reasonId}>{pages('change.reason')}</label>
        <Input id={reasonId} value={reason} maxLength={2000} onChange={({ target }) => setReason(target.value)} />
        <EndTimeField end={end} needed={false} />
      </div>
      <ProblemLine problem={propose.error} />
      <form method="dialog" className={style['acts']}>
        <Button htmlType="submit">{ui('cancel')}</Button>
        <Button
          type="primary"
          danger={becomes === 'out-of-service'}
          disabled={blocked || !check.data}
          loading={propose.isPending}
          onClick={act}
        >
          {rate > 0 ? t(`do.${becomes}`, { rate: format.rate(rate) }) : t(`act.${becomes}`)}
        </Button>
      </form>
    </div>
  )
}
