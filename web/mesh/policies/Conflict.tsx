import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleItself } from '#shared/features/changes/model.ts'
import type { NativeDocument, PolicyEdit } from '#shared/mesh/policy.ts'
import type { PolicyLast } from '#shared/mesh/policy-endpoints.ts'
import { ScopeLink } from '../ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Time } from '../../ui/Time.tsx'
import { type Answer, keyOf, merge, unknownBase } from './conflict/merge.ts'
import { ConflictRow, TakenRow } from './conflict/MergedRows.tsx'
import { ThreeTexts } from './conflict/ThreeTexts.tsx'
import { useOwnFindings } from './conflict/useOwnFindings.ts'
import style from './Conflict.module.css'

/** What stands on one side: as the model says it and as the mesh holds it. */
interface State {
  spec: unknown
  native: readonly NativeDocument[]
}

interface Props {
  /** Where these edits began; undefined where it is not known any more. */
  base: State | undefined
  /** As it stands in the mesh; null where the policy is gone. */
  theirs: (State & { last?: PolicyLast | undefined }) | null
  /** What is drafted; without documents while it is not known what would be written. */
  mine: { spec: unknown; native: readonly NativeDocument[] | undefined }
  /** What is proposed where both come to a spec. */
  editOf: (merged: unknown) => PolicyEdit
  /** What was typed says no policy, so that nothing can be brought together. */
  isUnreadable: boolean
  /** What was typed is still being read, and would be lost. */
  isReading: boolean
  /** With what both come to; undefined where nothing of theirs is left to keep. */
  onContinue: (merged: unknown) => void
  onDiscard: () => void
}

/** Somebody was quicker: base, theirs and mine, a question for each place that both changed, and the two ways on. Nothing typed is lost. */
export function Conflict({ base, theirs, mine, editOf, isUnreadable, isReading, onContinue, onDiscard }: Props) {
  const { t } = useTranslation('policyPages')
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map())
  const merged = theirs && merge(base ? base.spec : unknownBase, theirs.spec, mine.spec, answers)
  const conflicts = merged?.conflicts ?? []
  const answered = conflicts.filter(({ place }) => answers.has(keyOf(place))).length
  const revision = theirs?.last?.revision
  const typed = conflicts.flatMap(({ place }) => {
    const answer = answers.get(keyOf(place))
    return typeof answer === 'object' ? [{ place, answer }] : []
  })
  const own = useOwnFindings(
    merged?.value,
    typed.map(({ place }) => place),
    editOf,
  )
  const isUnfit = !own.isFit || typed.some(({ answer }) => answer.isUnreadable)
  return (
    <section className={style['conflict']} role="alert">
      <Head theirs={theirs} />
      {theirs && (
        <ThreeTexts
          base={{
            title: t('conflict.base'),
            meta: base ? t('conflict.baseMeta') : t('conflict.baseUnknown'),
            text: textOf(base?.native ?? theirs.native),
          }}
          theirs={{
            title: t('conflict.theirs'),
            meta: revision === undefined ? t('conflict.live') : t('conflict.liveAt', { revision }),
            text: textOf(theirs.native),
          }}
          mine={{
            title: t('conflict.mine'),
            meta: t('conflict.mineMeta'),
            text: textOf(mine.native ?? base?.native ?? theirs.native),
          }}
        />
      )}
      <ul className={style['rows']}>
        {conflicts.map((conflict) => (
          <ConflictRow
            key={keyOf(conflict.place)}
            conflict={conflict}
            answer={answers.get(keyOf(conflict.place))}
            findings={own.findings.get(keyOf(conflict.place)) ?? []}
            onAnswer={(answer) => setAnswers(new Map(answers).set(keyOf(conflict.place), answer))}
          />
        ))}
        {merged?.taken.map((taken) => (
          <TakenRow key={keyOf(taken.place)} taken={taken} />
        ))}
      </ul>
      <footer className={style['foot']}>
        <Button type="text" onClick={onDiscard}>
          {t('conflict.discard')}
        </Button>
        <span className={style['state']}>
          {isUnreadable
            ? t('conflict.unreadable')
            : conflicts.length > 0 && t('conflict.answered', { answered, count: conflicts.length })}
        </span>
        <ProblemLine problem={own.problem} />
        <Button
          disabled={isUnreadable || isReading || answered < conflicts.length || isUnfit}
          onClick={() => onContinue(merged ? merged.value : mine.spec)}
        >
          {!theirs
            ? t('conflict.writeAnew')
            : revision === undefined
              ? t('conflict.continue')
              : t('conflict.continueOn', { revision })}
        </Button>
      </footer>
    </section>
  )
}

/** Who did it and when, as far as it is known. */
function Head({ theirs }: Pick<Props, 'theirs'>) {
  const { t } = useTranslation('policyPages')
  const last = theirs?.last
  return (
    <header className={style['head']}>
      <StatusGlyph status="degraded" size={16} />
      <div>
        <h2>
          {!theirs
            ? t('conflict.gone')
            : last?.author
              ? t('conflict.titleBy', { author: last.author === consoleItself ? t('console') : last.author })
              : t('conflict.title')}
        </h2>
        <p>
          {last && (
            <>
              {t('conflict.since', { revision: last.revision })} <Time at={last.at} seconds />
              {t('conflict.sinceEnd')}{' '}
            </>
          )}
          {t('conflict.text')}
        </p>
      </div>
      {last?.change && (
        <ScopeLink to={paths.change(last.change)} className={style['see']}>
          {t('conflict.see', { change: last.change })}
        </ScopeLink>
      )}
    </header>
  )
}

const textOf = (documents: readonly NativeDocument[]): string => documents.map(({ text }) => text).join('\n')
