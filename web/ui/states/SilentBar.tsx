import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { epochMs } from '#shared/contract/instant.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { paths } from '../../paths.ts'
import { isRecords } from '../Stamp.tsx'
import { StatusGlyph } from '../StatusGlyph.tsx'
import { useFormat } from '../useFormat.ts'
import style from './states.module.css'

/** One bar for each source that does not answer, since when; nothing while all of them do. */
export function SilentBar({ stamps }: { stamps: readonly Stamp[] }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  // Chinese sentences follow each other without a space.
  const gap = useLanguage() === 'zh-CN' ? '' : ' '
  const silent = stamps.flatMap((stamp) => (stamp.silent ? [{ source: stamp.source, since: stamp.silent.since }] : []))
  if (silent.length === 0) return null

  const sentence = (source: string, time: string) =>
    isRecords(source) ? t('states.recordsSilentSince', { time }) : t('states.silentSince', { source, time })

  return (
    <output className={style['silent']}>
      <StatusGlyph status="unknown" size={16} />
      <span>
        {silent.map(({ source, since }) => (
          <strong key={source}>
            {sentence(source, format.time(epochMs(since)))}
            {gap}
          </strong>
        ))}
        {t('states.lastKnown')}
      </span>
      <Link to={paths.meshes()}>{t('states.meshStatus')}</Link>
    </output>
  )
}
