import { useTranslation } from 'react-i18next'
import type { ImpactFigures } from '#shared/features/impact/model.ts'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import small from '../../ui/SmallTable.module.css'
import table from './ImpactTable.module.css'
import { useRouteName } from './useRouteName.ts'

/** The share of the calls that each route takes, now and after, in the order in which they would be tried. */
export function RouteShares({ figures }: { figures: ImpactFigures }) {
  const { t } = useTranslation('impact')
  const format = useFormat()
  const nameOf = useRouteName()
  const several = new Set(figures.routes.map(({ policy }) => policy)).size > 1
  const share = (side: { calls: number } | undefined) => (side ? format.share(side.calls / figures.calls) : nothing)
  const place = ({ before, after }: ImpactFigures['routes'][number]) => after?.index ?? (before?.index ?? 0) + 0.5
  const routes = figures.routes.toSorted(
    (one, other) => one.policy.localeCompare(other.policy) || place(one) - place(other),
  )
  return (
    <table className={`${small['table']} ${table['columns']}`}>
      <thead>
        <tr>
          <th scope="col">{t('routes')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {routes.map((route) => (
          <tr key={`${route.policy} ${route.name} ${route.before?.index} ${route.after?.index}`}>
            <th scope="row">{nameOf(route, several)}</th>
            <td>{share(route.before)}</td>
            <td className={small['strong']}>{share(route.after)}</td>
          </tr>
        ))}
        {figures.unmatched.before + figures.unmatched.after > 0 && (
          <tr>
            <th scope="row">{t('noRoute')}</th>
            <td>{share({ calls: figures.unmatched.before })}</td>
            <td className={small['strong']}>{share({ calls: figures.unmatched.after })}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
