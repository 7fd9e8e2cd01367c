import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import style from './ChangeForm.module.css'
import { type EndTime, EndTimeField } from './EndTime.tsx'
import type { ChangeWords } from './useChangeWords.ts'

/** What the change is called, why it is made, and whether it ends by itself. */
export function ChangeForm({
  words,
  end,
  needsEnd,
  isChanged,
}: {
  words: ChangeWords
  end: EndTime
  needsEnd: boolean
  /** There is something to apply. */
  isChanged: boolean
}) {
  const { t } = useTranslation('policyPages')
  const [titleId, reasonId] = [useId(), useId()]
  return (
    <section className={style['form']} aria-label={t('change.heading')}>
      <label htmlFor={titleId}>{t('change.title')}</label>
      <Input id={titleId} value={words.title} maxLength={120} onChange={({ target }) => words.setTitle(target.value)} />
      <label htmlFor={reasonId}>{t('change.reason')}</label>
      <Input.TextArea
        id={reasonId}
        value={words.reason}
        maxLength={2000}
        rows={1}
        className={style['reason'] ?? ''}
        placeholder={t('change.reasonPlaceholder')}
        onChange={({ target }) => words.setReason(target.value)}
      />
      <div className={style['end']}>
        <EndTimeField end={end} needed={needsEnd} isAsked={needsEnd && isChanged} />
      </div>
    </section>
  )
}
