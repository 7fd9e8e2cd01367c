import { useTranslation } from 'react-i18next'
import style from './states.module.css'

/** Grey lines in the shape of a panel; seen only after 200 ms, so that a quick answer does not flicker. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation('ui')
  return (
    <output className={style['skeleton']} aria-label={t('states.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={style['bar']} style={{ width: `${90 - ((line * 37) % 50)}%` }} />
      ))}
    </output>
  )
}

/** Grey rows in the shape of a table. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  const { t } = useTranslation('ui')
  return (
    <output className={style['skeletonTable']} aria-label={t('states.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={style['skeletonRow']}>
          {Array.from({ length: columns }, (_, column) => (
            <span key={column} className={style['bar']} style={{ width: `${80 - ((row * 31 + column * 17) % 45)}%` }} />
          ))}
        </span>
      ))}
    </output>
  )
}
