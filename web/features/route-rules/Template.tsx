import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './Templates.module.css'

interface Props {
  title: string
  text: ReactNode
  /** Why it cannot be used here. */
  lacking?: string | undefined
  onUse: () => void
  children?: ReactNode
}

/** One of them: what it makes of the rule, in words, and the way to it. */
export function Template({ title, text, lacking, onUse, children }: Props) {
  const { t } = useTranslation('routeRules')
  return (
    <li className={style['template']}>
      <div>
        <h3 className={style['title']}>{title}</h3>
        <p className={style['text']}>{lacking ?? text}</p>
        {children}
      </div>
      <Button size="small" disabled={lacking !== undefined} aria-label={t('template.useOf', { title })} onClick={onUse}>
        {t('template.use')}
      </Button>
    </li>
  )
}
