import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { documentIdentity } from '#shared/mesh/policy-text.ts'
import { DiffView } from '../../../ui/diff/DiffView.tsx'
import style from './text.module.css'
import { differing, type Typed } from './useTypedText.ts'

interface Props {
  document: NativeDocument
  typed: Typed | undefined
  /** The documents as they would be written. */
  written: readonly NativeDocument[]
  onTake: () => void
}

/** A typed text is written as the form holds it: where that is another text, it is told before it is written. */
export function TextWritten({ document, typed, written, onTake }: Props) {
  const { t } = useTranslation('policyPages')
  const differs = differing(typed, written).some((one) => documentIdentity(one) === documentIdentity(document))
  if (!differs) return null
  const instead = written.find((one) => documentIdentity(one) === documentIdentity(document))
  return (
    <div className={style['written']}>
      <p>{t('text.writtenAs')}</p>
      <DiffView before={document.text} after={instead?.text ?? ''} />
      <Button size="small" onClick={onTake}>
        {t('text.takeWritten')}
      </Button>
    </div>
  )
}
