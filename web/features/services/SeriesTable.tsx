import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { latenciesOf, type ServiceSeries } from './lines.ts'
import style from './services.module.css'

/** The charts' figures as rows, newest first; where there is room (`large`), latency too. */
export function SeriesTable({ series, large = false }: { series: ServiceSeries; large?: boolean }) {
  const { t } = useTranslation('services')
  const format = useFormat()
  const from = epochMs(series.from)
  const steps = series.rate[0]?.values.length ?? 0
  const latencies = large ? latenciesOf(series) : []
  const rows = Array.from({ length: steps }, (_, index) => steps - 1 - index)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className={style['scroll']} tabIndex={0} role="region" aria-label={t('traffic')}>
      <table className={style['twin']}>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {series.rate.map(({ name }) => (
              <th key={name} scope="col">
                {name} /s
              </th>
            ))}
            {series.failed.map(({ name }) => (
              <th key={name} scope="col">
                {name} %
              </th>
            ))}
            {latencies.map((key) =>
              series[key].map(({ name }) => (
                <th key={key + name} scope="col">
                  {name} {key} ms
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((index) => (
            <tr key={index}>
              <td>{format.seconds(from + index * series.stepSeconds * 1000)}</td>
              {series.rate.map(({ name, values }) => (
                <td key={name}>{words(values[index], format.figure)}</td>
              ))}
              {series.failed.map(({ name, values }) => (
                <td key={name}>{words(values[index], format.percent)}</td>
              ))}
              {latencies.map((key) =>
                series[key].map(({ name, values }) => <td key={key + name}>{words(values[index], format.figure)}</td>),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const words = (value: number | null | undefined, format: (value: number) => string) =>
  value === null || value === undefined ? nothing : format(value)
