import { useTranslation } from 'react-i18next'
import style from './HealthTape.module.css'

const states = ['ok', 'degraded', 'failing', 'idle', 'unknown'] as const

/** What the heights and colours of the tape say. */
export function Legend() {
  const { t } = useTranslation('overview')
  return (
    <ul className={style['legend']}>
      {states.map((state) => (
        <li key={state}>
          <span className={`${style['sample']} ${style[`sample-${state}`]}`} aria-hidden />
          {t(`legend.${state}`)}
        </li>
      ))}
    </ul>
  )
}
