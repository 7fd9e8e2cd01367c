import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSentence } from '../../../i18n/useSentence.ts'
import { ProblemLine } from '../../../ui/states/Failed.tsx'
import { StatusGlyph } from '../../../ui/StatusGlyph.tsx'
import { worstFirst } from '../../finding-order.ts'
import style from './text.module.css'
import type { TypedText } from './useTypedText.ts'

/** Why form and text are not in step just now, and the way back to what the form says. */
export function TextNotice({ text }: { text: TypedText }) {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  if (text.problem) return <ProblemLine problem={text.problem} />
  if (!text.isUnreadable) return null
  const [first] = worstFirst(text.said?.findings ?? [])
  return (
    <div className={style['unreadable']} role="alert">
      <StatusGlyph status="failing" />
      <span>
        {first && sentence(first)} {t('text.formKept')}
      </span>
      <Button size="small" onClick={text.forget}>
        {t('text.drop')}
      </Button>
    </div>
  )
}
