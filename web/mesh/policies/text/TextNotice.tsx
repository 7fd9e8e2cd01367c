import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { RefusedRequest } from '../../../api/call.ts'
import { useSentence } from '../../../i18n/useSentence.ts'
import { StatusGlyph } from '../../../ui/StatusGlyph.tsx'
import { worstFirst } from '../../finding-order.ts'
import style from './text.module.css'
import type { TypedText } from './useTypedText.ts'

/** Why form and text are not in step just now, and the way back to what the form says. */
export function TextNotice({ text }: { text: TypedText }) {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  const { problem } = text
  if (!text.isUnreadable && !problem) return null
  const why = problem instanceof RefusedRequest ? problem : worstFirst(text.said?.findings ?? [])[0]
  return (
    <div className={style['unreadable']} role="alert">
      <StatusGlyph status="failing" />
      <div>
        {why && <p>{sentence(why)}</p>}
        <p>{t('text.formKept')}</p>
      </div>
      <Button size="small" onClick={text.forget}>
        {t('text.drop')}
      </Button>
    </div>
  )
}
