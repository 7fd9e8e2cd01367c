import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ObservedShare, Proof } from '#shared/features/changes/model.ts'
import { nameOf } from '#shared/mesh/match.ts'
import { Panel } from '../../ui/Panel.tsx'
import { WeightBar } from '../../ui/SplitBar.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './Shares.module.css'

/** Each destination's share as it was asked for and as the calls show it. */
export function Shares({ proof }: { proof: Proof }) {
  const { t } = useTranslation('changes')
  if (proof.shares.length === 0) return null
  return (
    <Panel title={t('shares.title')} meta={t('shares.meta')}>
      <table className={style['table']} aria-label={t('shares.title')}>
        <thead>
          <tr>
            <th scope="col">{t('shares.route')}</th>
            <th scope="col">{t('shares.destination')}</th>
            <th scope="col" className={style['number']}>
              {t('shares.asked')}
            </th>
            <th scope="col" className={style['bar']}>
              <span className="visually-hidden">{t('shares.title')}</span>
            </th>
            <th scope="col" className={style['number']}>
              {t('shares.observed')}
            </th>
            <th scope="col" className={style['number']}>
              {t('shares.calls')}
            </th>
          </tr>
        </thead>
        <tbody>
          {proof.shares.map((share, index) => (
            <Row
              key={`${share.route} ${share.destination}`}
              share={share}
              first={proof.shares[index - 1]?.route !== share.route}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Row({ share, first }: { share: ObservedShare; first: boolean }) {
  const { t } = useTranslation('changes')
  const format = useFormat()
  const words = { asked: format.share(share.asked), observed: format.share(share.observed) }
  const tone = share.asked < 0.5 ? 'candidate' : 'baseline'
  return (
    <tr>
      <td>{first && nameOfPart(share.route, t)}</td>
      <td>{share.destination}</td>
      <td className={style['number']}>{words.asked}</td>
      <td className={style['bar']}>
        <WeightBar observed={share.observed} asked={share.asked} tone={tone} name={t('shares.bar', words)} />
      </td>
      <td className={style['number']}>
        <strong>{words.observed}</strong>
      </td>
      <td className={style['number']}>{format.integer(share.calls)}</td>
    </tr>
  )
}

/** What a share is of: a route by its name, the route for everything else, or a part of a fault. */
function nameOfPart(route: string, t: TFunction<'changes'>): string {
  if (route === nameOf({ any: [] })) return t('shares.everything')
  if (route === 'fault:abort') return t('shares.aborted')
  return route === 'fault:delay' ? t('shares.delayed') : route
}
