import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { nameOf } from '#shared/mesh/match.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { orderPlace, type Place } from './merge.ts'

/** Where something stands, as people say it; parts that have no word of their own are named as the model does. */
export function usePlaceWords(): (place: Place) => string {
  const { t, i18n } = useTranslation('policyPages')
  const wordOf = (part: string) => {
    if (part === orderPlace) return t('conflict.field.order')
    if (part === nameOf({ any: [] })) return t('conflict.field.everything')
    const key = `conflict.field.${part}`
    return i18n.exists(`policyPages:${key}`) ? t(key as 'conflict.field.routes') : part // asked on this line
  }
  return (place) =>
    place.length === 0
      ? t('conflict.field.whole')
      : place.map(wordOf).reduce((outer, inner) => t('conflict.in', { outer, inner }))
}

const Destinations = z.array(z.object({ labels: z.record(z.string(), z.string()), weight: z.number() })).min(1)
const Routes = z.object({ destinations: Destinations })

/** A value in a few words: shares as shares, one setting as it is, more than that as the model writes it. */
export function useValueWords(): (value: unknown) => string {
  const { t } = useTranslation('policyPages')
  const format = useFormat()
  const sharesOf = (destinations: z.infer<typeof Destinations>) =>
    format.list(
      destinations.map(({ labels, weight }) =>
        t('conflict.share', { name: Object.values(labels).join(' '), share: format.share(weight / 100) }),
      ),
    )
  return (value) => {
    if (value === undefined || value === null) return t('conflict.nothing')
    if (typeof value === 'boolean') return t(value ? 'conflict.yes' : 'conflict.no')
    if (typeof value === 'number') return format.figure(value)
    if (typeof value === 'string') return value
    const destinations = Destinations.safeParse(value).data ?? Routes.safeParse(value).data?.destinations
    if (destinations) return sharesOf(destinations)
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return format.list(value)
    const text = JSON.stringify(value)
    return text.length > longest ? `${text.slice(0, longest)}…` : text
  }
}

/** Characters of a value that is said in no other way. */
const longest = 80
