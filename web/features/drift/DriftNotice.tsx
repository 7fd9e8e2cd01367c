import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './drift.module.css'
import { driftCountOf } from './queries.ts'

/** That policies were changed outside, for pages that say what needs attention; nothing where none was. */
export function DriftNotice({ mesh }: { mesh: string }) {
  const { t } = useTranslation('drift')
  const format = useFormat()
  const may = useMay('drift:read')
  const drift = useQuery({ ...driftCountOf(mesh), enabled: may })
  const count = drift.data?.drifting ?? 0
  if (count === 0) return null
  return (
    <ScopeLink to={paths.drift(mesh)} className={style['notice']}>
      <StatusGlyph status="degraded" size={18} label />
      <span>
        <strong>{t('notice', { count, n: format.integer(count) })}</strong>
        <span>{t('noticeHint')}</span>
      </span>
      <ChevronRight size={16} aria-hidden />
    </ScopeLink>
  )
}
