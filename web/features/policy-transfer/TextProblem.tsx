import { useTranslation } from 'react-i18next'
import type { RefusedRequest } from '../../api/call.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './policy-transfer.module.css'

/** Why policies cannot be taken from there: the sentence, and each wrong place of a text with its line. */
export function TextProblem({ problem }: { problem: RefusedRequest }) {
  const { t } = useTranslation('policyTransfer')
  const sentence = useSentence()
  return (
    <Panel title={t('problem')}>
      <ProblemLine problem={problem} />
      {problem.source && <code>{problem.source}</code>}
      <ul className={style['places']}>
        {problem.findings?.map((finding) => (
          <li key={`${finding.field ?? ''} ${finding.code} ${JSON.stringify(finding.params)}`}>
            <span className={style['line']}>{t('line', { line: finding.params['line'] ?? 1 })}</span>
            {finding.field && <code>{finding.field}</code>}
            <span>{sentence(finding)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
