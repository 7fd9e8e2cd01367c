import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../../ui/StatusGlyph.tsx'
import style from '../Conflict.module.css'
import type { Conflict, Side, Taken } from './merge.ts'
import { usePlaceWords, useValueWords } from './useMergeWords.ts'

interface ConflictProps {
  conflict: Conflict
  /** Undefined while nothing is chosen. */
  answer: Side | undefined
  onAnswer: (side: Side) => void
}

/** A place that both changed: one of the two is to be chosen. */
export function ConflictRow({ conflict, answer, onAnswer }: ConflictProps) {
  const { t } = useTranslation('policyPages')
  const placeWords = usePlaceWords()
  const valueWords = useValueWords()
  const place = placeWords(conflict.place)
  return (
    <li>
      <StatusTag status="degraded">{t('conflict.contested')}</StatusTag>
      <span>{place}</span>
      <span className={style['choices']}>
        <Segmented<Side | ''>
          aria-label={place}
          value={answer ?? ''}
          onChange={(side) => side !== '' && onAnswer(side)}
          options={[
            { value: 'theirs', label: t('conflict.takeTheirs', { value: valueWords(conflict.theirs) }) },
            { value: 'mine', label: t('conflict.takeMine', { value: valueWords(conflict.mine) }) },
          ]}
        />
      </span>
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
