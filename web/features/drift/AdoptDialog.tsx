import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './drift.module.css'
import { useAdopt } from './queries.ts'

interface Props {
  policy: PolicyRef
  /** The revision that stands there when the question opens; that one is accepted, and no later one. */
  number: number
  onClose: () => void
}

/** Accepts what stands in the mesh; who and why is kept. */
export function AdoptDialog({ policy, number: standing, onClose }: Props) {
  const { t } = useTranslation('drift')
  const { t: ui } = useTranslation('ui')
  const id = useId()
  const [reason, setReason] = useState('')
  const [number] = useState(standing)
  const adopt = useAdopt(policy)
  return (
    <Dialog title={t('adopt.question')} onClose={onClose}>
      <div className={style['question']}>
        <p>{t('adopt.text', { number })}</p>
        <label htmlFor={id}>{t('adopt.reason')}</label>
        <Input.TextArea
          id={id}
          value={reason}
          maxLength={2000}
          rows={2}
          onChange={({ target }) => setReason(target.value)}
        />
        <ProblemLine problem={adopt.error} />
        <div className={style['answers']}>
          <form method="dialog">
            <Button htmlType="submit">{ui('cancel')}</Button>
          </form>
          <Button
            type="primary"
            disabled={reason.trim() === ''}
            loading={adopt.isPending}
            onClick={() => adopt.mutate({ number, reason }, { onSuccess: onClose })}
          >
            {t('adopt.act')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
