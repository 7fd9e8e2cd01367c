import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Drift } from '#shared/features/drift/model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './drift.module.css'
import { useIgnore } from './queries.ts'

const hourMs = 3_600_000
/** How many hours drift may be ignored with one choice. */
const choices = [1, 4, 24, 72, 168] as const
type Choice = (typeof choices)[number] | 'exact'

/** Lets drift be until a time; who and why is kept. */
export function IgnoreDialog({ drift: { ref, found }, onClose }: { drift: Drift; onClose: () => void }) {
  const { t } = useTranslation('drift')
  const { t: ui } = useTranslation('ui')
  const [untilId, atId, reasonId] = [useId(), useId(), useId()]
  const [choice, setChoice] = useState<Choice>(24)
  const [exact, setExact] = useState('')
  const [reason, setReason] = useState('')
  // What stood there when the question opened, and nothing that came since.
  const [{ number }] = useState(found)
  const ignore = useIgnore(ref)
  const submit = () => {
    const until = untilOf(choice, exact)
    if (until) ignore.mutate({ number, reason, until }, { onSuccess: onClose })
  }
  return (
    <Dialog title={t('ignore.question')} onClose={onClose}>
      <div className={style['question']}>
        <p>{t('ignore.text')}</p>
        <label htmlFor={untilId}>{t('ignore.until')}</label>
        <Select<Choice>
          id={untilId}
          value={choice}
          // A dialog lies above everything else.
          getPopupContainer={(node: HTMLElement) => node.closest('dialog') ?? document.body}
          options={[
            ...choices.map((hours) => ({
              value: hours,
              label: hours < 24 ? t('ignore.hours', { count: hours }) : t('ignore.days', { count: hours / 24 }),
            })),
            { value: 'exact' as const, label: t('ignore.exact') },
          ]}
          onChange={setChoice}
        />
        {choice === 'exact' && (
          <>
            <label htmlFor={atId}>{t('ignore.at')}</label>
            <Input id={atId} type="datetime-local" value={exact} onChange={({ target }) => setExact(target.value)} />
          </>
        )}
        <label htmlFor={reasonId}>{t('ignore.reason')}</label>
        <Input.TextArea
          id={reasonId}
          value={reason}
          maxLength={2000}
          rows={2}
          onChange={({ target }) => setReason(target.value)}
        />
        <ProblemLine problem={ignore.error} />
        <div className={style['answers']}>
          <form method="dialog">
            <Button htmlType="submit">{ui('cancel')}</Button>
          </form>
          <Button
            type="primary"
            disabled={reason.trim() === '' || (choice === 'exact' && exact === '')}
            loading={ignore.isPending}
            onClick={submit}
          >
            {t('ignore.submit')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Undefined while no time was typed; a typed one is of the reader's own zone. */
function untilOf(choice: Choice, exact: string): Instant | undefined {
  const at = choice === 'exact' ? new Date(exact).getTime() : Date.now() + choice * hourMs
  return Number.isNaN(at) ? undefined : instantOf(at)
}
