import { useTranslation } from 'react-i18next'
import type { DeliveryState, Tries } from '#shared/features/webhooks/model.ts'
import type { Status } from '../../ui/StatusGlyph.tsx'

/** The sign of each state. */
export const signOf: Record<DeliveryState, Status> = { waiting: 'waiting', delivered: 'ok', 'given-up': 'failing' }

/** A delivery that has failed and is tried again is no quiet waiting. */
export const signOfDelivery = (state: DeliveryState, { last }: Tries): Status =>
  state === 'waiting' && last?.result !== undefined ? 'degraded' : signOf[state]

/** What a try came to, in words. */
export function useTryWords(): (last: NonNullable<Tries['last']>) => string {
  const { t } = useTranslation('webhooks')
  return ({ result, status }) => (result ? t(`result.${result}`, { status: status ?? '' }) : t('trying'))
}
