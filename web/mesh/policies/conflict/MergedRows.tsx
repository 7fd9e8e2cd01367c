import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { StatusTag } from '../../../ui/StatusGlyph.tsx'
import style from '../Conflict.module.css'
import { type Answer, type Conflict, orderPlace, type Side, type Taken } from './merge.ts'
import { OwnValue } from './OwnValue.tsx'
import { usePlaceWords, useValueWords } from './useMergeWords.ts'

interface ConflictProps {
  conflict: Conflict
  /** Undefined while nothing is chosen. */
  answer: Answer | undefined
  /** What is wrong with a value that was typed in. */
  findings: readonly Finding[]
  onAnswer: (answer: Answer) => void
}

/** A place that both changed: one of the two is to be chosen, or another value typed in. */
export function ConflictRow({ conflict, answer, findings, onAnswer }: ConflictProps) {
  const { t } = useTranslation('policyPages')
  const placeWords = usePlaceWords()
  const valueWords = useValueWords()
  const place = placeWords(conflict.place)
  const { theirs, mine } = conflict
  // What is on or off has no third value, and an order is moved in the form.
  const hasThird = conflict.place.at(-1) !== orderPlace && ![theirs, mine].some((one) => typeof one === 'boolean')

  function choose(side: Side | 'own' | '') {
    if (side === 'own') onAnswer({ own: mine ?? theirs })
    else if (side !== '') onAnswer(side)
  }
  return (
    <li>
      <StatusTag status="degraded">{t('conflict.contested')}</StatusTag>
      <span>{place}</span>
      <span className={style['choices']}>
        <Segmented<Side | 'own' | ''>
          aria-label={place}
          value={typeof answer === 'object' ? 'own' : (answer ?? '')}
          onChange={choose}
          options={[
            { value: 'theirs', label: t('conflict.takeTheirs', { value: valueWords(conflict.theirs) }) },
            { value: 'mine', label: t('conflict.takeMine', { value: valueWords(conflict.mine) }) },
            ...(hasThird ? [{ value: 'own' as const, label: t('conflict.typeIn') }] : []),
          ]}
        />
      </span>
      {typeof answer === 'object' && (
        <div className={style['own']}>
          <OwnValue label={place} answer={answer} findings={findings} onAnswer={onAnswer} />
        </div>
      )}
    </li>
  )
}

/** A place that only one of the two changed: it needs no answer. */
export function TakenRow({ taken }: { taken: Taken }) {
  const { t } = useTranslation('policyPages')
  const placeWords = usePlaceWords()
  const valueWords = useValueWords()
  const { place, base, by } = taken
  return (
    <li>
      <StatusTag status="ok">{t('conflict.merged')}</StatusTag>
      <span>
        {t('conflict.fromTo', { place: placeWords(place), from: valueWords(base), to: valueWords(taken[by]) })}
      </span>
      <span className={style['quiet']}>{t(`conflict.takenOver.${by}`)}</span>
    </li>
  )
}
