import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { LanguageMenu } from '../../ui/LanguageMenu.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { ThemeMenu } from '../../ui/ThemeMenu.tsx'
import { setLetterKeys, useLetterKeys } from '../../ui/useLetterKeys.ts'
import style from './account.module.css'
import { MyPermissions } from './MyPermissions.tsx'
import { PasswordForm } from './PasswordForm.tsx'

/** The signed-in person: password, look, language, keys, and what may be done. */
export function AccountPage() {
  const { t } = useTranslation('account')
  const session = useSession()
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          session && (
            <>
              <span>{session.name}</span>
              <span>{t('version', { version: session.version })}</span>
            </>
          )
        }
      />
      <div className={page['split']}>
        <div className={page['column']}>
          <MyPermissions />
        </div>
        <div className={page['column']}>
          <Appearance />
          <PasswordForm />
        </div>
      </div>
    </>
  )
}

function Appearance() {
  const { t } = useTranslation('account')
  const { t: shell } = useTranslation('shell')
  const letters = useLetterKeys()
  return (
    <Panel title={t('appearance')}>
      <div className={style['rows']}>
        <div className={style['row']}>
          <span>{shell('language')}</span>
          <LanguageMenu worded />
        </div>
        <div className={style['row']}>
          <span>{shell('theme.label')}</span>
          <ThemeMenu worded />
        </div>
        <div className={style['row']}>
          <label htmlFor="letters">
            {t('lettersOn')}
            <small>{t('lettersHint')}</small>
          </label>
          <Switch id="letters" checked={letters} onChange={setLetterKeys} />
        </div>
      </div>
    </Panel>
  )
}
