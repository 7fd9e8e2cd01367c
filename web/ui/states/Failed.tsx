import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RefusedRequest } from '../../api/call.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { CopyText } from '../CopyText.tsx'
import { Facts } from '../Facts.tsx'
import { PlainButton } from '../PlainButton.tsx'
import { StatusGlyph } from '../StatusGlyph.tsx'
import style from './states.module.css'

interface Props {
  problem: RefusedRequest
  onRetry?: () => void
  /** What could not be read, as a sentence; "This could not be read" when left out. */
  title?: string
  /** Further ways on, beside "Try again". */
  actions?: ReactNode
}

/** A failure: what, why, since nothing else is hurt, the facts to ask about, and a second try. */
export function Failed({ problem, onRetry, title, actions }: Props) {
  const { t } = useTranslation('ui')
  const sentence = useSentence()
  return (
    <div className={style['state']} role="alert">
      <div className={style['lead']}>
        <StatusGlyph status="failing" size={16} />
        <div>
          <h2 className={style['title']}>{title ?? t('states.failed')}</h2>
          <p>{sentence(problem)}</p>
          <p className={style['quiet']}>{t('states.failedConsequence')}</p>
        </div>
      </div>
      <Facts
        facts={[
          [t('states.source'), problem.source],
          [t('states.problem'), <code key="code">{problem.code}</code>],
          [t('states.request'), problem.requestId && <CopyText key="request" text={problem.requestId} />],
        ]}
      />
      <div className={style['actions']}>
        {onRetry && (
          <PlainButton primary onClick={onRetry}>
            <RotateCw size={14} aria-hidden /> {t('states.tryAgain')}
          </PlainButton>
        )}
        {actions}
      </div>
    </div>
  )
}

/** A refusal in one line, where an answer to a click belongs. */
export function ProblemLine({ problem }: { problem: unknown }) {
  const sentence = useSentence()
  if (!(problem instanceof RefusedRequest)) return null
  return (
    <p className={style['line']} role="alert">
      <StatusGlyph status="failing" /> <span>{sentence(problem)}</span>
    </p>
  )
}
