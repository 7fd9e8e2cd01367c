import { Button } from 'antd'
import { Pencil } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useAge } from '../../ui/Time.tsx'
import { editedRoutes } from './edited.ts'
import style from './EditorFooter.module.css'
import type { RuleEditor } from './useRuleEditor.ts'

interface Props {
  editor: RuleEditor
  mayWrite: boolean
  applying: boolean
  problem: unknown
  onApply: () => void
}

/** Left what is pending, right what happens next, then the one primary. */
export function EditorFooter({ editor, mayWrite, applying, problem, onApply }: Props) {
  const { t } = useTranslation('routeRules')
  const errors = (editor.check?.data?.findings ?? []).filter(({ severity }) => severity === 'error').length
  const ready = mayWrite && editor.changed && editor.checked && errors === 0 && !applying

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !ready) return
      event.preventDefault()
      onApply()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ready, onApply])

  if (!mayWrite) {
    return (
      <footer className={style['footer']}>{t('editor.footer.readOnly', { permission: 'route-rules:write' })}</footer>
    )
  }
  return (
    <footer className={style['footer']}>
      <Pencil size={14} aria-hidden />
      <Pending editor={editor} />
      <span className={style['next']}>
        <ProblemLine problem={problem} />
        {errors > 0 && <span>{t('editor.footer.errors', { count: errors })}</span>}
        {editor.changed && (
          <Button type="text" onClick={editor.discard}>
            {t('editor.footer.discard')}
          </Button>
        )}
        <Button type="primary" disabled={!ready} loading={applying} onClick={onApply}>
          {applying ? t('editor.apply.applying') : t('editor.apply.button')}
        </Button>
      </span>
    </footer>
  )
}

function Pending({ editor: { changed, draft, live, saving } }: { editor: RuleEditor }) {
  const { t } = useTranslation('routeRules')
  const age = useAge()
  if (!changed) return <span>{t('editor.footer.unchanged')}</span>
  const edits = editedRoutes(draft, live?.spec).length
  return (
    <>
      <span>{edits > 0 ? t('editor.footer.edits', { count: edits }) : t('editor.footer.order')}</span>
      <span className={style['quiet']}>
        {saving.isError
          ? t('editor.footer.notSaved')
          : saving.savedAt && !saving.isPending
            ? t('editor.footer.saved', { age: age(saving.savedAt) })
            : t('editor.footer.saving')}
      </span>
    </>
  )
}
