import { useTranslation } from 'react-i18next'
import type { ObservedFault } from '#shared/features/faults/model.ts'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'

/** What a fault does, in words: "20 % get 503, 10 % wait 2 s". */
export function useFaultWords(): (fault: ObservedFault) => string {
  const { t } = useTranslation('faults')
  const format = useFormat()
  return ({ abort, delay }) => {
    const aborted = abort && { percent: format.share(abort.percent / 100), status: abort.status ?? nothing }
    const delayed = delay && {
      delayed: format.share(delay.percent / 100),
      time: delay.ms === undefined ? nothing : format.ms(delay.ms),
    }
    if (aborted && delayed) return t('summary.both', { ...aborted, ...delayed })
    if (aborted) return t('summary.abort', aborted)
    return delayed ? t('summary.delay', delayed) : t('summary.none')
  }
}
