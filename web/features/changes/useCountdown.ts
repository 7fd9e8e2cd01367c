import { useTranslation } from 'react-i18next'
import { epochMs, type Instant } from '#shared/contract/instant.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'

const minuteMs = 60_000

/** Words for how long it is until something comes, to the minute; a day and more ahead it is the time itself. */
export function useCountdown(): (at: Instant) => string {
  const { t } = useTranslation('changes')
  const format = useFormat()
  const now = useNow()
  return (at) => {
    const minutes = Math.ceil((epochMs(at) - now) / minuteMs)
    if (minutes <= 0) return t('timed.now')
    if (minutes < 60) return t('timed.minutes', { count: minutes })
    const hours = Math.floor(minutes / 60)
    if (hours >= 24) return format.dayTime(epochMs(at))
    return t('timed.hours', { count: hours, minutes: minutes - hours * 60 })
  }
}
