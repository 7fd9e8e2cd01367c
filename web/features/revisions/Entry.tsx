import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { consoleItself } from '#shared/features/changes/model.ts'
import type { HistoryEntry } from '#shared/features/revisions/model.ts'
import { whatHappened } from '../../mesh/policies/history/happened.ts'
import { type Summaries, Summed } from '../../mesh/policies/history/Summed.tsx'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age, Time } from '../../ui/Time.tsx'
import style from './revisions.module.css'

interface Props {
  entry: HistoryEntry
  summaries: Summaries
  /** Before the words: which policy it is, where several are listed. */
  subject?: ReactNode
  /** At the right end: choosing it for a comparison, restoring it. */
  acts?: ReactNode
}

/** One revision in a list: what happened, by whom, in which change, and what the policy said afterwards. */
export function Entry({ entry, summaries, subject, acts }: Props) {
  const { t } = useTranslation('revisions')
  const { number, origin, found, after } = entry
  const happened = found ? 'found' : whatHappened(entry.before, after)
  return (
    <>
      <span className={style['sign']}>
        <StatusGlyph status={origin === 'meshdeck' ? 'ok' : found ? 'note' : 'degraded'} />
      </span>
      <div className={style['entry']}>
        <div className={style['line']}>
          {subject}
          <code>r{number}</code>
          <strong>{t(`happened.${happened}`)}</strong>
          <Who entry={entry} />
        </div>
        {entry.change && <Change entry={entry} change={entry.change} />}
        <div className={style['said']}>
          {after ? (
            <Summed kind={entry.ref.kind} said={after} summaries={summaries} fallback={t('unsummed', { number })} />
          ) : (
            t('gone')
          )}
        </div>
      </div>
      {acts && <div className={style['acts']}>{acts}</div>}
    </>
  )
}

function Who({ entry: { author, origin, found, at } }: { entry: HistoryEntry }) {
  const { t } = useTranslation('revisions')
  const { t: policies } = useTranslation('policyPages')
  if (found) {
    return (
      <span className={style['who']}>
        <Trans ns="revisions" i18nKey="foundAt" components={{ time: <Time at={at} /> }} />
      </span>
    )
  }
  if (origin === 'outside') {
    return (
      <span className={style['who']}>
        <span className={style['outside']}>{t('outside')}</span>{' '}
        <Trans ns="revisions" i18nKey="unknown" components={{ time: <Age at={at} /> }} />
      </span>
    )
  }
  return (
    <span className={style['who']}>
      {t('by', { author: author === consoleItself ? policies('console') : (author ?? '') })} <Age at={at} />
    </span>
  )
}

function Change({ entry: { title, reverts }, change }: { entry: HistoryEntry; change: string }) {
  const { t } = useTranslation('changes')
  const words = title !== undefined && reverts ? t('revert.title', { id: reverts, title }) : title
  return (
    <div className={style['line']}>
      <ScopeLink to={paths.change(change)}>
        <code>{change}</code> {words}
      </ScopeLink>
    </div>
  )
}
