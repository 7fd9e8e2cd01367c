import { useTranslation } from 'react-i18next'
import type { Draft } from '#shared/features/changes/model.ts'
import { useAge } from '../../ui/Time.tsx'
import style from './EditorNotices.module.css'
import type { RuleEditor } from './useRuleEditor.ts'

/** What an editor should know before the first edit: own draft restored, others at work, moved base, kept fields. */
export function EditorNotices({ editor, kept }: { editor: RuleEditor; kept: Draft | null }) {
  const { t } = useTranslation('routeRules')
  const age = useAge()
  const others = kept?.others ?? []
  const lines = [
    ...(editor.restored ? [t('editor.restored', { age: age(editor.restored.savedAt) })] : []),
    ...others.map(({ author, savedAt }) => t('editor.others', { author, age: age(savedAt) })),
    ...(editor.live?.understood === 'partly' ? [t('editor.kept')] : []),
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
