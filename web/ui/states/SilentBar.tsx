import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { epochMs } from '#shared/contract/instant.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import { paths } from '../../paths.ts'
import { useSourceName } from '../Stamp.tsx'
import { StatusGlyph } from '../StatusGlyph.tsx'
import { useFormat } from '../useFormat.ts'
import style from './states.module.css'

/** One bar for each source that does not answer, since when; nothing while all of them do. */
export function SilentBar({ stamps }: { stamps: readonly Stamp[] }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const nameOf = useSourceName()
  const silent = stamps.filter((stamp) => stamp.silent)
  if (silent.length === 0) return null
  return (
    <output className={style['silent']}>
      <StatusGlyph status="unknown" size={16} />
      <span>
        {silent.map(({ source, at, silent: since }) => (
          <strong key={source}>
            {at && since
              ? t('states.silentSince', { source: nameOf(source), time: format.time(epochMs(since.since)) })
              : t('states.neverAnswered', { source: nameOf(source) })}{' '}
          </strong>
        ))}
        {t('states.lastKnown')}
      </span>
      <Link to={paths.meshes()}>{t('states.meshStatus')}</Link>
    </output>
  )
}
