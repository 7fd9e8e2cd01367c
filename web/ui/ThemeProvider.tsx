import { ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import { type ReactNode, useEffect, useState } from 'react'
import { useLanguage } from '../i18n/useLanguage.ts'
import { antdTheme } from './antd-theme.ts'
import { cspNonce } from './csp-nonce.ts'
import { useThemeName } from './useThemeName.ts'

/** Theme, language and nonce for everything that antd draws. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const theme = useThemeName()
  const locale = useAntdLocale()

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])

  return (
    <ConfigProvider
      theme={antdTheme(theme)}
      csp={{ nonce: cspNonce }}
      componentSize="medium"
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      {...(locale ? { locale } : {})}
    >
      {children}
    </ConfigProvider>
  )
}

/** English is built in; Chinese is loaded when it is shown. */
function useAntdLocale(): Locale | undefined {
  const language = useLanguage()
  const [chinese, setChinese] = useState<Locale>()

  useEffect(() => {
    if (language !== 'zh-CN') return
    void import('antd/es/locale/zh_CN').then((module) => setChinese(module.default))
  }, [language])

  return language === 'zh-CN' ? chinese : undefined
}
