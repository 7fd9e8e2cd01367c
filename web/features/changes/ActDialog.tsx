import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { ChangeAct } from '#shared/features/changes/review.ts'
import { Question } from '../../ui/Question.tsx'
import { ApproveDialog } from './ApproveDialog.tsx'
import { useBreakGlass, useLeave, useReject, useSendBack } from './review-queries.ts'
import { ScheduleDialog } from './ScheduleDialog.tsx'
import { WordsDialog } from './WordsDialog.tsx'

interface Props {
  act: ChangeAct
  change: ChangeRequest
  /** Does what needs no further word. */
  onAct: () => void
  onClose: () => void
}

/** What is asked before an act, by the act. */
export function ActDialog({ act, change, onAct, onClose }: Props) {
  if (act === 'approve') return <ApproveDialog change={change} onClose={onClose} />
  if (act === 'schedule') return <ScheduleDialog change={change} onClose={onClose} />
  if (act === 'withdraw' || act === 'undo') {
    return <PlainQuestion act={act} change={change} onAct={onAct} onClose={onClose} />
  }
  return <ReasonDialog act={act} change={change} onClose={onClose} />
}

/** Acts that nobody does without a word. */
function ReasonDialog({ act, change, onClose }: Omit<Props, 'onAct'>) {
  const { t } = useTranslation('reviews')
  const { id } = change
  const [sendBack, reject, leave, glass] = [useSendBack(id), useReject(id), useLeave(id), useBreakGlass(id)]
  // What was shown when the question opened: what passes must not change under it.
  const [{ hash }] = useState(change)
  const done = { onSuccess: onClose }
  if (act === 'send-back' || act === 'reject') {
    const run = act === 'reject' ? reject : sendBack
    return (
      <WordsDialog
        title={t(`ask.${act}`, { id: change.id })}
        label={t('ask.comment')}
        hint={t(`ask.${act}Hint`)}
        act={t(`act.${act}`)}
        isDanger={act === 'reject'}
        isPending={run.isPending}
        problem={run.error}
        onAct={(comment) => run.mutate({ comment }, done)}
        onClose={onClose}
      />
    )
  }
  if (act === 'leave') {
    return (
      <WordsDialog
        title={t('ask.leave', { id })}
        label={t('ask.reason')}
        hint={t('ask.leaveHint')}
        act={t('act.leave')}
        isPending={leave.isPending}
        problem={leave.error}
        onAct={(comment) => leave.mutate({ comment }, done)}
        onClose={onClose}
      />
    )
  }
  return (
    <WordsDialog
      title={t('ask.break-glass', { id: change.id })}
      label={t('ask.reason')}
      warning={t('ask.break-glassHint')}
      act={t('act.break-glass')}
      isDanger
      isPending={glass.isPending}
      problem={glass.error}
      onAct={(reason) => glass.mutate({ hash, reason }, done)}
      onClose={onClose}
    />
  )
}

function PlainQuestion({ act, change, onAct, onClose }: Props & { act: 'withdraw' | 'undo' }) {
  const { t } = useTranslation('reviews')
  const written = change.steps.filter(({ state }) => state === 'written').length
  return (
    <Question title={t(`ask.${act}`, { id: change.id })} act={t(`act.${act}`)} onAct={onAct} onClose={onClose}>
      {act === 'withdraw' ? t('ask.withdrawHint') : t('ask.undoHint', { count: written })}
    </Question>
  )
}
