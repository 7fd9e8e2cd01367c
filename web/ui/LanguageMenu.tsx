import { Languages } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { languages } from '#shared/problems/messages.ts'
import { setLanguage } from '../i18n/language.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { MenuButton } from './MenuButton.tsx'

// A language is called by its own name in every language.
const names = { en: 'English', 'zh-CN': '简体中文' }

/** Chooses the language of the console; `worded` also says which one it is. */
export function LanguageMenu({ worded = false }: { worded?: boolean }) {
  const { t } = useTranslation('shell')
  const language = useLanguage()
  const entries = languages.map((each) => ({
    key: each,
    label: <span lang={each}>{names[each]}</span>,
    checked: each === language,
    onSelect: () => void setLanguage(each),
  }))
  return (
    <MenuButton name={t('language')} groups={[{ entries }]} align="end">
      <Languages size={16} strokeWidth={1.75} aria-hidden />
      {worded && names[language]}
    </MenuButton>
  )
}
