import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useSession } from '../../api/session.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './Decision.module.css'
import { reviewersOf, useApprove } from './review-queries.ts'
import { missingApprovals } from './standing.ts'

/** Approves exactly what stands on the screen, and applies it where this is the last approval that was missing. */
export function ApproveDialog({ change, onClose }: { change: ChangeRequest; onClose: () => void }) {
  const { t } = useTranslation('reviews')
  const { t: ui } = useTranslation('ui')
  const id = useId()
  const [comment, setComment] = useState('')
  // What was shown when the question opened: what is approved must not change under it.
  const [{ hash, round }] = useState(change)
  const approve = useApprove(change.id)
  const name = useSession()?.name
  const candidates = useQuery(reviewersOf(change.id)).data?.candidates ?? []
  const mine = candidates.find((candidate) => candidate.name === name)?.environments ?? []
  const after = missingApprovals(change, mine)
  const act = (apply: boolean) => () => approve.mutate({ hash, comment, apply }, { onSuccess: onClose })
  return (
    <Dialog title={t('ask.approve', { id: change.id })} onClose={onClose}>
      <form method="dialog" className={style['dialog']}>
        <p>
          {t('ask.approveWhat', { round, count: change.edits.length })} <CopyText text={hash} shown={shortened(hash)} />
        </p>
        <p>{after === 0 ? t('ask.approveLast') : t('decision.moreAfterMine', { count: after })}</p>
        <div className={style['field']}>
          <label htmlFor={id}>{t('ask.commentOptional')}</label>
          <Input.TextArea
            id={id}
            rows={2}
            value={comment}
            maxLength={2000}
            onChange={({ target }) => setComment(target.value)}
          />
        </div>
        <ProblemLine problem={approve.error} />
        <div className={style['buttons']}>
          <Button htmlType="submit">{ui('cancel')}</Button>
          {after === 0 && (
            <Button htmlType="button" disabled={approve.isPending} onClick={act(false)}>
              {t('ask.approveOnly')}
            </Button>
          )}
          <Button type="primary" htmlType="button" loading={approve.isPending} onClick={act(after === 0)}>
            {after === 0 ? t('ask.approveAndApply') : t('act.approve')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
