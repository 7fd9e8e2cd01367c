import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#shared/contract/instant.ts'
import type { RevertPreview } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { DocumentDifferences } from '../../mesh/policies/DocumentDifferences.tsx'
import { EndTimeField, useEndTime } from '../../mesh/policies/EndTime.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { countDocuments } from './count-documents.ts'
import style from './RevertQuestion.module.css'

interface Props {
  preview: RevertPreview
  asking: boolean
  problem: unknown
  onAct: (wish: { reason: string; revertAt?: Instant }) => void
}

/** What taking a change back writes, in figures and word by word; where others changed something since, why it is not to be had. */
export function RevertQuestion({ preview, asking, problem, onAct }: Props) {
  const { t } = useTranslation('changes')
  const { t: ui } = useTranslation('ui')
  const sentence = useSentence()
  const end = useEndTime()
  const id = useId()
  const [reason, setReason] = useState('')
  const { edits, left, findings } = preview
  const needsEnd = findings.some(({ code }) => code === 'end-missing')
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== 'end-missing')
  const isPossible = left.length === 0 && edits.length > 0 && errors.length === 0

  function act() {
    const revertAt = end.fromNow()
    onAct({ reason, ...(revertAt === undefined ? {} : { revertAt }) })
  }

  return (
    <div className={style['question']}>
      {isPossible && <p>{t('revert.writes', countDocuments(edits))}</p>}
      {isPossible && <p>{t('revert.policies', { count: edits.length, n: edits.length })}</p>}
      {edits.length === 0 && left.length === 0 && <p>{t('revert.nothing')}</p>}
      {left.length > 0 && (
        <>
          <p>{t('revert.blocked')}</p>
          <ul className={style['left']}>
            {left.map(({ ref, why }) => (
              <li key={policyKey(ref)}>{sentence(why)}</li>
            ))}
          </ul>
        </>
      )}
      <FindingList findings={errors} />
      {isPossible && <DocumentDifferences edits={edits} />}
      {isPossible && (
        <div className={style['fields']}>
          <label htmlFor={id}>{t('facts.reason')}</label>
          <Input id={id} value={reason} maxLength={2000} onChange={({ target }) => setReason(target.value)} />
          {needsEnd && <EndTimeField end={end} needed />}
        </div>
      )}
      <ProblemLine problem={problem} />
      <div className={style['acts']}>
        <form method="dialog">
          <Button htmlType="submit">{isPossible ? ui('cancel') : ui('panel.close')}</Button>
        </form>
        {isPossible && (
          <Button danger type="primary" loading={asking} disabled={needsEnd && end.at === undefined} onClick={act}>
            {t('revert.act')}
          </Button>
        )}
      </div>
    </div>
  )
}
