import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Stamp as StampModel } from '#shared/contract/reading.ts'
import { StatusGlyph } from './StatusGlyph.tsx'
import style from './Stamp.module.css'
import { useAge } from './Time.tsx'
import { useFormat } from './useFormat.ts'

/** Where a figure comes from, how old it is, whether it is all there is. */
export function Stamp({ stamp }: { stamp: StampModel }) {
  const { t } = useTranslation('ui')
  const age = useAge()
  const format = useFormat()
  const { at, completeness, since, silent } = stamp
  const source = useSourceName()(stamp.source)

  if (silent || at === undefined) {
    const words = at ? t('stamp.silent', { source, time: format.time(epochMs(at)) }) : t('stamp.never', { source })
    return (
      <span className={style['stamp']} title={at && format.exact(epochMs(at))}>
        <StatusGlyph status="unknown" size={11} /> {words}
      </span>
    )
  }
  const words = since
    ? t('stamp.since', { source, age: age(at), time: format.time(epochMs(since)) })
    : t(`stamp.${completeness}`, { source, age: age(at) })
  return (
    <span className={style['stamp']} title={format.exact(epochMs(at))}>
      <Ring whole={completeness === 'complete'} /> {words}
    </span>
  )
}

/** Products keep their names; what is Meshdeck's own is called in the reader's language. */
/** Whether a source is Meshdeck's own records, which have a name in each language. */
export const isRecords = (source: string): boolean => source === 'Call records'

function useSourceName(): (source: string) => string {
  const { t } = useTranslation('ui')
  return (source) => (isRecords(source) ? t('stamp.callRecords') : source)
}

/** The stamps of everything on a panel. */
export function Stamps({ stamps }: { stamps: readonly StampModel[] }) {
  const { t } = useTranslation('ui')
  return (
    <ul className={style['list']} aria-label={t('stamp.list')}>
      {stamps.map((stamp) => (
        <li key={stamp.source}>
          <Stamp stamp={stamp} />
        </li>
      ))}
    </ul>
  )
}

const Ring = ({ whole }: { whole: boolean }) => (
  <svg width="10" height="10" viewBox="0 0 10 10" className={style['ring']} aria-hidden>
    <circle cx="5" cy="5" r="4" strokeDasharray={whole ? undefined : '3 2'} />
    <circle cx="5" cy="5" r="1.4" className={style['dot']} />
  </svg>
)
