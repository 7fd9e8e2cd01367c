import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChangeEdit } from '#shared/features/changes/model.ts'
import { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { versionTones } from '../../mesh/version-tone.ts'
import { WeightBar } from '../../ui/SplitBar.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './WeightChanges.module.css'
import { destinationName, useRouteName } from './words.ts'
import { weightChanges } from './weight-changes.ts'

/** Which destination gets another share of which route: the share now, and the one that is asked. Nothing where no share changes. */
export function WeightChanges({ edit }: { edit: ChangeEdit }) {
  const { t } = useTranslation('reviews')
  const format = useFormat()
  const routeName = useRouteName()
  const read = (side: ChangeEdit['before']) => ObservedRouteRule.safeParse(withRemainder(side?.spec)).data
  const changes = weightChanges(read(edit.before), read(edit.after))
  if (changes.length === 0) return null
  const tones = versionTones([
    ...new Set(changes.flatMap(({ shares }) => shares.map(({ labels }) => labels['version'] ?? ''))),
  ])
  return changes.map(({ name, match, position, shares }) => (
    <div key={position} className={style['route']}>
      <p>{routeName(name, match, position)}</p>
      <ul>
        {shares.map(({ labels, before, after }) => {
          const tone = tones.get(labels['version'] ?? '')?.tone ?? 'rest'
          const words = { before: format.figure(before), after: format.share(after / 100) }
          return (
            <li key={destinationName(labels)} className={style['share']}>
              <span className={`${style['swatch']} ${style[tone]}`} aria-hidden />
              <strong>{destinationName(labels)}</strong>
              <WeightBar
                observed={after / 100}
                asked={before / 100}
                tone={tone}
                name={t('what.share', { name: destinationName(labels), ...words })}
              />
              <span className={style['figures']} aria-hidden>
                {words.before} <ArrowRight size={12} /> <strong>{words.after}</strong>
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  ))
}

/** A drafted rule has no implicit remainder; one that was read may. */
const withRemainder = (spec: unknown): unknown => {
  const { routes } = (spec ?? {}) as { routes?: object[] } // parsed right after
  return Array.isArray(routes) ? { routes: routes.map((route) => ({ remainder: 0, ...route })) } : spec
}
