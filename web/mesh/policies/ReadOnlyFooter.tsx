import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#shared/access/permission.ts'
import style from './EditorFooter.module.css'

/** What it would take to change what is read here. */
export function ReadOnlyFooter({ permission }: { permission: Permission }) {
  const { t } = useTranslation('policyPages')
  return (
    <footer className={style['footer']}>
      <Eye size={14} aria-hidden />
      <span>{t('footer.readOnly', { permission })}</span>
    </footer>
  )
}
