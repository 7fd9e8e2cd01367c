import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestoreWish } from '#shared/features/revisions/api.ts'
import type { RestorePreview } from '#shared/features/revisions/model.ts'
import { RefusedRequest } from '../../../api/call.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ProblemLine } from '../../../ui/states/Failed.tsx'
import { Loaded } from '../../../ui/states/Loaded.tsx'
import { FindingList } from '../../FindingList.tsx'
import { DocumentDifferences } from '../DocumentDifferences.tsx'
import { EndTimeField, useEndTime } from '../EndTime.tsx'
import style from './history.module.css'

interface Props {
  title: string
  /** On the button: what it does. */
  act: string
  /** What the change is called until somebody types something else. */
  suggested: string
  preview: UseQueryOptions<RestorePreview, RefusedRequest>
  /** The policy was not there then. */
  deletes?: boolean
  /** From the press of the button on, unless it was refused. */
  asking: boolean
  problem: unknown
  onAct: (wish: RestoreWish) => void
  onClose: () => void
}

/** Asks before a state is given back: what that writes, and why. Where somebody was quicker it is read again, and nothing typed is lost. */
export function RestoreDialog({ title, preview, onClose, ...rest }: Props) {
  // Once it was asked for, there may be nothing left to give back: then nobody asks what that would write.
  const query = useQuery({ ...preview, staleTime: 0, enabled: !rest.asking })
  return (
    <Dialog title={title} wide onClose={onClose}>
      <Loaded query={query}>{(data) => <Question preview={data} {...rest} />}</Loaded>
    </Dialog>
  )
}

function Question(props: Omit<Props, 'title' | 'preview' | 'onClose'> & { preview: RestorePreview }) {
  const { preview, act, suggested, deletes = false, asking, problem, onAct } = props
  const { t } = useTranslation('revisions')
  const { t: ui } = useTranslation('ui')
  const [titleId, reasonId] = [useId(), useId()]
  const [title, setTitle] = useState(suggested)
  const [reason, setReason] = useState('')
  const end = useEndTime()
  const { edits, findings, writes } = preview
  const needsEnd = findings.some(({ code }) => code === 'end-missing')
  const told = findings.filter(({ code, severity }) => code !== 'end-missing' && severity !== 'note')
  const isPossible = writes && told.every(({ severity }) => severity !== 'error')
  const isMoved = problem instanceof RefusedRequest && problem.code === 'conflict'

  function submit() {
    const revertAt = end.fromNow()
    onAct({ base: preview.base, title, reason, ...(revertAt && { revertAt }) })
  }

  return (
    <div className={style['question']}>
      <p>{t(writes ? (deletes ? 'restore.deletes' : 'restore.writes') : 'restore.nothing')}</p>
      <FindingList findings={told} />
      {writes && <DocumentDifferences edits={edits} />}
      {isPossible && (
        <div className={style['fields']}>
          <label htmlFor={titleId}>{t('restore.change')}</label>
          <Input id={titleId} value={title} maxLength={120} onChange={({ target }) => setTitle(target.value)} />
          <label htmlFor={reasonId}>{t('restore.reason')}</label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            maxLength={2000}
            rows={2}
            onChange={({ target }) => setReason(target.value)}
          />
          {needsEnd && <EndTimeField end={end} needed />}
        </div>
      )}
      {isMoved ? <p role="alert">{t('restore.moved')}</p> : <ProblemLine problem={problem} />}
      <div className={style['acts']}>
        <form method="dialog">
          <Button htmlType="submit">{isPossible ? ui('cancel') : ui('panel.close')}</Button>
        </form>
        {isPossible && (
          <Button
            type="primary"
            loading={asking}
            disabled={title.trim() === '' || (needsEnd && end.at === undefined)}
            onClick={submit}
          >
            {act}
          </Button>
        )}
      </div>
    </div>
  )
}
