import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MenuButton } from './MenuButton.tsx'
import { chooseTheme, type ThemeChoice, useThemeChoice } from './useThemeName.ts'

const icons = { light: Sun, dark: Moon, system: Monitor }
const choices: readonly ThemeChoice[] = ['light', 'dark', 'system']

/** Chooses light, dark or what the system says; `worded` also says which one it is. */
export function ThemeMenu({ worded = false }: { worded?: boolean }) {
  const { t } = useTranslation('shell')
  const choice = useThemeChoice()
  const Icon = icons[choice]
  const entries = choices.map((each) => ({
    key: each,
    label: t(`theme.${each}`),
    checked: each === choice,
    onSelect: () => chooseTheme(each),
  }))
  return (
    <MenuButton name={t('theme.label')} groups={[{ entries }]} align="end">
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {worded && t(`theme.${choice}`)}
    </MenuButton>
  )
}
