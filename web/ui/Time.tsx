import { useTranslation } from 'react-i18next'
import { epochMs, type Instant } from '#shared/contract/instant.ts'
import { useFormat } from './useFormat.ts'
import { useNow } from './useNow.ts'

const day = 86_400_000

/** Words for how long ago something was: relative under a day, day and time after that. */
export function useAge(): (at: Instant) => string {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const now = useNow()
  return (at) => {
    const age = now - epochMs(at)
    // A server's clock may be a little ahead of this one.
    if (age < -5000) return t('age.ahead', { count: Math.round(-age / 1000) })
    if (age < 1500) return t('age.now')
    if (age < 60_000) return t('age.seconds', { count: Math.round(age / 1000) })
    if (age < 3_600_000) return t('age.minutes', { count: Math.round(age / 60_000) })
    return age < day ? t('age.hours', { count: Math.round(age / 3_600_000) }) : format.dayTime(epochMs(at))
  }
}

/** When something was, in words; the exact time with its zone on hover. */
export function Age({ at }: { at: Instant }) {
  const age = useAge()
  const format = useFormat()
  return (
    <time dateTime={at} title={format.exact(epochMs(at))}>
      {age(at)}
    </time>
  )
}

/** Time of day, with the day when it was not today; to the second where `seconds` asks for it. */
export function Time({ at, seconds = false }: { at: Instant; seconds?: boolean }) {
  const format = useFormat()
  const now = useNow()
  const ms = epochMs(at)
  const today = new Date(ms).toDateString() === new Date(now).toDateString()
  const words = today ? (seconds ? format.seconds(ms) : format.time(ms)) : format.dayTime(ms)
  return (
    <time dateTime={at} title={format.exact(ms)}>
      {words}
    </time>
  )
}
