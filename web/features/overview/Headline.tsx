import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Overview } from '#shared/features/overview/api.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './Headline.module.css'

/** One sentence that answers whether anything is wrong, and what comes in. */
export function Headline({ overview, stamps }: { overview: Overview; stamps: Stamp[] }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { entering } = overview

  useEffect(() => {
    document.title = `${t('title')} – Meshdeck`
  }, [t])

  return (
    <header className={style['head']}>
      <div>
        <h1 className={style['title']}>
          <Verdict overview={overview} />
        </h1>
        <p className={style['entering']}>
          {entering.calls > 0
            ? t('entering', { rate: format.rate(entering.rate), share: format.share(entering.failed / entering.calls) })
            : t(isUnknown(overview) ? 'enteringUnknown' : 'enteringNone')}
        </p>
      </div>
      <div className={style['stamps']}>
        <Stamps stamps={stamps} />
      </div>
    </header>
  )
}

/** No source knows anything of the window: that is not the same as no calls. */
export const isUnknown = ({ services }: Overview): boolean =>
  services.length > 0 && services.every(({ health }) => health.state === 'unknown')

function Verdict({ overview }: { overview: Overview }) {
  const { services } = overview
  const { t, i18n } = useTranslation('overview')
  const count = (state: string) => services.filter(({ health }) => health.state === state).length
  const [failing, degraded] = [count('failing'), count('degraded')]
  if (services.length === 0) return t('headline.none')
  if (isUnknown(overview)) return t('headline.unknown')
  if (failing + degraded === 0) return t('headline.allWell', { count: services.length })

  const rest = services.length - failing - degraded
  const parts = [
    failing > 0 && (
      <span key="failing" className={style['failing']}>
        {t('headline.failing', { count: failing })}
      </span>
    ),
    degraded > 0 && (
      <span key="degraded" className={style['degraded']}>
        {t('headline.degraded', { count: degraded })}
      </span>
    ),
    rest > 0 && <span key="rest">{t('headline.rest', { count: rest })}</span>,
  ].filter((part) => part !== false)
  const comma = i18n.language === 'zh-CN' ? '，' : ', '
  return parts.flatMap((part, index) => (index === 0 ? [part] : [comma, part]))
}
