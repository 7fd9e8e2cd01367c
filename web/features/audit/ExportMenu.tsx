import { ChevronDown, Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '#shared/features/audit/api.ts'
import { useMay } from '../../api/session.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { saveExport } from './queries.ts'

/** Takes what the conditions find away as a file; only for who may. */
export function ExportMenu({ filter, total }: { filter: AuditFilter; total: number }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  if (!useMay('audit:export')) return null
  const entry = (key: 'csv' | 'ndjson') => ({
    key,
    label: t(`export.${key}`),
    hint: t(`export.${key}Hint`),
    onSelect: () => saveExport(key, filter),
  })
  const title = t('export.title', { count: total, n: format.integer(total) })
  return (
    <MenuButton name={t('export.name')} groups={[{ title, entries: [entry('ndjson'), entry('csv')] }]} align="end">
      <Download size={16} strokeWidth={1.75} aria-hidden />
      {t('export.label')}
      <ChevronDown size={14} aria-hidden />
    </MenuButton>
  )
}
