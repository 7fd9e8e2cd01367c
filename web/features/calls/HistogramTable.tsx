import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { CallBar } from '#shared/features/calls/api.ts'
import { Time } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallHistogram.module.css'

/** The bars in figures, newest first; of the time before `since` (milliseconds since 1970) nothing is known. */
export function HistogramTable({ bars, since = 0 }: { bars: readonly CallBar[]; since: number | undefined }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const known = bars.filter((bar, index) => bar.calls > 0 || epochMs(bars[index + 1]?.at ?? bar.at) > since)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={style['twin']} tabIndex={0} role="group" aria-label={t('histogram.label')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('histogram.time')}</th>
            <th scope="col">{t('histogram.all')}</th>
            <th scope="col">{t('histogram.failed')}</th>
            <th scope="col">{t('histogram.clientErrors')}</th>
            <th scope="col">{t('histogram.refused')}</th>
          </tr>
        </thead>
        <tbody>
          {known.toReversed().map((bar) => (
            <tr key={bar.at}>
              <th scope="row">
                <Time at={bar.at} seconds />
              </th>
              <td>{format.integer(bar.calls)}</td>
              <td className={bar.failed > 0 ? style['bad'] : undefined}>{format.integer(bar.failed)}</td>
              <td className={bar.clientErrors > 0 ? style['worse'] : undefined}>{format.integer(bar.clientErrors)}</td>
              <td>{format.integer(bar.refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
