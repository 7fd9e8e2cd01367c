import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Drift } from '#shared/features/drift/model.ts'
import { useIgnore } from './queries.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const hourMs = 3_600_000
/** How many hours drift may be ignored with one choice. */
const choices = [1, 4, 24, 72, 168] as const
type Choice = (typeof choices)[number] | 'exact'

/** Lets drift be until a time; who and why is kept. */
export function IgnoreDialog({ drift: { ref, found }, onClose }: { drift: Drift; onClose: () => void }) {
  const { t } = useTranslation('drift')
  const [untilId, atId] = [useId(), useId()]
  const [choice, setChoice] = useState<Choice>(24)
  const [exact, setExact] = useState('')
  // What stood there when the question opened, and nothing that came since.
  const [{ number }] = useState(found)
  const ignore = useIgnore(ref)
  const submit = (reason: string) => {
    const until = untilOf(choice, exact)
    if (until) ignore.mutate({ number, reason, until }, { onSuccess: onClose })
  }
  return (
    <ReasonDialog
      title={t('ignore.question')}
      text={t('ignore.text')}
      reasonLabel={t('ignore.reason')}
      act={t('ignore.submit')}
      doing={ignore}
      isAnswered={choice !== 'exact' || exact !== ''}
      onAct={submit}
      onClose={onClose}
    >
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
    </ReasonDialog>
  )
}

/** Undefined while no time was typed; a typed one is of the reader's own zone. */
function untilOf(choice: Choice, exact: string): Instant | undefined {
  const at = choice === 'exact' ? new Date(exact).getTime() : Date.now() + choice * hourMs
  return Number.isNaN(at) ? undefined : instantOf(at)
}
