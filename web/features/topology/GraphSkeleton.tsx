import { useTranslation } from 'react-i18next'
import style from './GraphSkeleton.module.css'

const plates = [
  [6, 44],
  [6, 58],
  [24, 50],
  [46, 26],
  [46, 44],
  [46, 62],
  [70, 34],
  [70, 56],
] as const

/** Plates in grey where the graph will be. */
export function GraphSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <div className={style['skeleton']} role="status" aria-label={t('states.loading')}>
      {plates.map(([left, top]) => (
        <span key={`${left} ${top}`} className={style['plate']} style={{ left: `${left}%`, top: `${top}%` }} />
      ))}
    </div>
  )
}
