import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { longestTransfer } from '#shared/features/policy-transfer/model.ts'
import style from './policy-transfer.module.css'

/** An export, pasted or read from a file. */
export function TextField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation('policyTransfer')
  const textId = useId()
  const tooLong = text.length > longestTransfer
  return (
    <div className={style['text']}>
      <label htmlFor={textId}>{t('text.label')}</label>
      <Input.TextArea
        id={textId}
        className={style['yaml'] ?? ''}
        rows={10}
        spellCheck={false}
        status={tooLong ? 'error' : ''}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      <label className={style['file']}>
        {t('text.file')}
        <input
          type="file"
          className="visually-hidden"
          accept=".yaml,.yml,application/yaml"
          onChange={({ target }) => void target.files?.[0]?.text().then(onText)}
        />
      </label>
      {tooLong && <p role="alert">{t('text.tooLong', { kilobytes: longestTransfer / 1024 })}</p>}
    </div>
  )
}
