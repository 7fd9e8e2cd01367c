import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import style from './CopyText.module.css'
import { useCopied } from './useCopied.ts'

/** An id in full or shortened in the middle, with a button that copies all of it. */
export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useTranslation('ui')
  const [copied, copy] = useCopied()
  const name = copied ? t('copy.copied') : t('copy.copy')
  return (
    <span className={style['copy']}>
      <code title={text}>{shown}</code>
      <button
        type="button"
        className={style['button']}
        title={name}
        aria-label={`${name} ${text}`}
        onClick={() => copy(text)}
      >
        {copied ? <Check size={14} /> : <Copy size={14} />}
      </button>
    </span>
  )
}

/** First eight and last four characters of an id. */
export const shortened = (id: string): string => (id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id)
