import { ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import english from 'antd/es/locale/en_US'
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
      // Never left out: with a first one antd would build everything below anew, and what somebody typed would be gone.
      locale={locale}
    >
      {children}
    </ConfigProvider>
  )
}

/** English is built in; Chinese is loaded when it is shown. */
function useAntdLocale(): Locale {
  const language = useLanguage()
  const [chinese, setChinese] = useState<Locale>()

  useEffect(() => {
    if (language !== 'zh-CN') return
    void import('antd/es/locale/zh_CN').then((module) => setChinese(module.default))
  }, [language])

  return (language === 'zh-CN' && chinese) || english
}
