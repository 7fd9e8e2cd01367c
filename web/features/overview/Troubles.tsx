import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Trouble } from '#shared/features/overview/api.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Sparkline } from '../../ui/chart/Sparkline.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './Troubles.module.css'

/** What is wrong now, worst first; nothing at all when nothing is. */
export function Troubles({ troubles }: { troubles: Trouble[] }) {
  const { t } = useTranslation('overview')
  if (troubles.length === 0) return null
  return (
    <ul className={style['list']} aria-label={t('troubles')}>
      {troubles.map((trouble) => (
        <li key={`${JSON.stringify(trouble.from)} ${trouble.to.namespace} ${trouble.to.name} ${trouble.version ?? ''}`}>
          <TroubleRow trouble={trouble} />
        </li>
      ))}
    </ul>
  )
}

function TroubleRow({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { from, to, version, health, since, shares } = trouble
  const failing = health.state === 'failing'
  const measure = health.measure === 'client-errors' ? 'client-errors' : 'failed'
  const share = format.share(health.share ?? 0)
  return (
    <ScopeLink to={paths.service(to)} className={style['row']}>
      <StatusGlyph status={health.state} size={18} label />
      <span className={style['what']}>
        <strong>
          {from.kind === 'named' ? from.name : t(`caller.${from.kind}`)} → {to.name} {version}
        </strong>
        <span>{t(`reason.${measure}`, { share, limit: format.share(health.limit ?? 0) })}</span>
      </span>
      <span className={style['spark']}>
        <Sparkline values={shares} color={failing ? 'var(--md-failing)' : 'var(--md-degraded)'} name={t('course')} />
      </span>
      <span className={`${style['share']} ${failing ? style['failing'] : style['degraded']}`}>
        <strong>{share}</strong>
        <span>{t(`measure.${measure}`)}</span>
      </span>
      <span className={style['since']}>{since ? <Since at={since} /> : t('whole')}</span>
      <ChevronRight size={16} aria-hidden />
    </ScopeLink>
  )
}

function Since({ at }: { at: string }) {
  const { t } = useTranslation('overview')
  // The time is an element with its exact value on hover, so it is set in the sentence's place for it.
  const [before, after] = t('since', { time: '\u0000' }).split('\u0000')
  return (
    <>
      {before}
      <Time at={at} />
      {after}
    </>
  )
}
