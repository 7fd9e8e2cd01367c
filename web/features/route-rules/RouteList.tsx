import { useTranslation } from 'react-i18next'
import type { ObservedDestination, ObservedRoute, ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './RouteList.module.css'
import { destinationName, useRouteName } from './words.ts'

/** The routes of a rule in words, in the order in which they are tried. */
export function RouteList({ rule }: { rule: ObservedRouteRule }) {
  const { matchSentence } = useMatchWords()
  const routeName = useRouteName()
  return (
    <ol className={style['routes']}>
      {rule.routes.map((route, index) => (
        <li key={index} className={style['route']}>
          <span className={style['position']}>{index + 1}</span>
          <span>
            <span className={style['name']}>{routeName(route.name, route.match, index + 1)}</span>
            {route.match.any.length > 0 && <span className={style['match']}>{matchSentence(route.match)}</span>}
            <Destinations route={route} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Destinations({ route }: { route: ObservedRoute }) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const language = useLanguage()
  const shareOf = ({ labels, weight }: ObservedDestination) =>
    t('share', { destination: destinationName(labels), weight: format.figure(weight) })
  const all = [
    ...route.destinations,
    ...(route.remainder > 0 ? [{ labels: { version: 'latest' }, weight: route.remainder }] : []),
  ]
  const shares = new Intl.ListFormat(language, { type: 'unit' }).format((route.fallback ?? []).map(shareOf))
  return (
    <span className={style['destinations']}>
      {all.map((one, index) => (
        <span key={index}>{shareOf(one)}</span>
      ))}
      {shares !== '' && <span className={style['reserve']}>{t('fallback', { shares })}</span>}
      {route.emptyProtection === false && <span className={style['reserve']}>{t('unprotected')}</span>}
    </span>
  )
}
