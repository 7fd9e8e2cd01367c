import { useTranslation } from 'react-i18next'
import type { RouteTaken } from '#shared/features/call-handling/model.ts'
import { nameOf } from '#shared/mesh/match.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallHandling.module.css'

type Routed = Extract<RouteTaken, { outcome: 'routed' }>

/** Which route took the call, by which conditions, and which part of its calls went where this one did. */
export function TakenRoute({ route }: { route: RouteTaken }) {
  const { t } = useTranslation('callHandling')
  const { t: policies } = useTranslation('policies')
  const { matchSentence } = useMatchWords()
  if (route.outcome === 'none') return null
  const { name, match, index } = route
  const isDerived = name === nameOf(match) || name === ''
  const called = isDerived ? matchSentence(match) : name
  return (
    <>
      <p>
        {t('route.taken', {
          n: index + 1,
          name: match.any.length === 0 && isDerived ? t('route.everythingElse') : called,
        })}{' '}
        {route.outcome === 'routed' && <Reached route={route} />}
      </p>
      {!isDerived && match.any.length > 0 && <span className={style['quiet']}>{matchSentence(match)}</span>}
      {route.outcome === 'dropped' && <span className={style['quiet']}>{t('route.dropped')}</span>}
      {route.outcome === 'beyond' && <span className={style['quiet']}>{t('route.beyond')}</span>}
      {route.outcome === 'not-recorded' && (
        <span className={style['quiet']}>
          {t('route.notRecorded', {
            names: route.missing.map(({ field, name: of }) => of || policies(`condition.${field}`)),
          })}
        </span>
      )}
      {route.outcome === 'routed' && route.destinations.every(({ went }) => went === false) && (
        <span className={style['quiet']}>{t('route.astray')}</span>
      )}
    </>
  )
}

/** The destination that the call went to with its weight; all of them where that cannot be told any more. */
function Reached({ route: { destinations } }: { route: Routed }) {
  const { t } = useTranslation('callHandling')
  const format = useFormat()
  const nameFor = useLabelWords()
  const reached = destinations.filter(({ went }) => went === true)
  const shown = reached.length > 0 ? reached : destinations
  return (
    <>
      →{' '}
      {shown.map(({ labels, share, others }, at) => (
        <span key={JSON.stringify(labels)} className={style['whole']}>
          {at > 0 && t('separator')}
          {t('route.weight', { to: others ? t('route.others') : nameFor(labels), share: format.share(share) })}
        </span>
      ))}
    </>
  )
}

/** Labels of instances as people name them: the version, and what else is asked for. */
function useLabelWords(): (labels: Readonly<Record<string, string>>) => string {
  const { t } = useTranslation('callHandling')
  return ({ version, ...others }) => {
    const rest = Object.entries(others).map(([name, value]) => `${name}=${value}`)
    const first = version === undefined ? [] : [version === 'latest' ? t('route.newest') : version]
    return [...first, ...rest].join(' ')
  }
}
