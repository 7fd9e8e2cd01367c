import { useTranslation } from 'react-i18next'
import type { ChangeRequest, Draft as KeptDraft } from '#shared/features/changes/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { useAge } from '../../ui/Time.tsx'
import style from './EditorNotices.module.css'

interface Props {
  /** The own draft that the form began with. */
  restored: KeptDraft | null | undefined
  kept: KeptDraft | null
  /** The request whose next round is written. */
  request: ChangeRequest | undefined
  /** The documents hold more than the form. */
  partly: boolean
  capabilities: Capabilities | undefined
}

/** What an editor should know before the first edit: own draft restored, others at work, kept fields, a kind that the mesh lacks. */
export function EditorNotices({ restored, kept, request, partly, capabilities }: Props) {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  const age = useAge()
  const { available, reason } = capabilities?.available ?? {}
  const lines = [
    ...(available !== 'yes' && reason ? [sentence(reason)] : []),
    ...(request ? [t('draft.ofChange', { id: request.id, round: request.round + 1 })] : []),
    ...(restored && restored.savedAt !== request?.roundAt ? [t('draft.restored', { age: age(restored.savedAt) })] : []),
    ...(kept?.others ?? []).map(({ author, savedAt }) => t('draft.others', { author, age: age(savedAt) })),
    ...(partly ? [t('draft.partly')] : []),
  ]
  if (lines.length === 0) return null
  return (
    <ul className={style['notices']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
