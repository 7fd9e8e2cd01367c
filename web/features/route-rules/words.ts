import { useTranslation } from 'react-i18next'
import type { Match } from '#shared/mesh/match.ts'
import { givenName } from './draft.ts'

/** Labels as people name a destination: the version alone where that is all. */
export function destinationName(labels: Record<string, string>): string {
  const { version, ...rest } = labels
  const others = Object.entries(rest).map(([key, value]) => `${key}=${value}`)
  return [...(version === undefined ? [] : [version]), ...others].join(', ')
}

/** What a route is called: by the person who named it, else by what it takes or where it stands. */
export function useRouteName() {
  const { t } = useTranslation('routeRules')
  return (name: string, match: Match, position: number): string =>
    givenName({ name, match }) || (match.any.length === 0 ? t('everything') : t('route', { position }))
}
