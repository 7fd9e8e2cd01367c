import { Button } from 'antd'
import { Pencil } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useAge } from '../../ui/Time.tsx'
import style from './EditorFooter.module.css'
import type { PolicyEditor } from './usePolicyEditor.ts'

interface Props<Spec, Draft> {
  editor: PolicyEditor<Spec, Draft>
  /** What is pending, in the kind's words. */
  pending: string
  /** What follows from the primary, in words. */
  next: readonly string[]
  /** Somebody has to approve it before it is written. */
  isReviewed: boolean
  /** Something beside the draft is missing, or a conflict is open. */
  blocked: boolean
  applying: boolean
  problem: unknown
  onApply: () => void
}

/** Left what is pending, right what happens next, then the one primary. */
export function EditorFooter<Spec, Draft>(props: Props<Spec, Draft>) {
  const { editor, pending, next, isReviewed, blocked, applying, problem, onApply } = props
  const { t } = useTranslation('policyPages')
  const errors = editor.findings.filter(({ severity }) => severity === 'error').length
  const ready = editor.differs && editor.checked && errors === 0 && !blocked && !applying

  function pendingOf(): string {
    // What cannot be read, or is not yet, may say anything.
    if (editor.text.isUnreadable || editor.text.isPending) return t('footer.edited')
    if (editor.touched) return editor.differs ? pending : t('footer.textAlone')
    return t(editor.live ? 'footer.unchanged' : 'footer.unwritten')
  }

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !ready) return
      event.preventDefault()
      onApply()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ready, onApply])

  return (
    <footer className={style['footer']}>
      <Pencil size={14} aria-hidden />
      <span>{pendingOf()}</span>
      {editor.touched && <Saving editor={editor} />}
      <span className={style['next']}>
        <ProblemLine problem={problem} />
        {editor.changed && <Next sentences={errors > 0 ? [t('footer.errors', { count: errors })] : next} />}
        {editor.touched && (
          <Button type="text" onClick={() => editor.discard()}>
            {t('footer.discard')}
          </Button>
        )}
        <Button type="primary" disabled={!ready} loading={applying} onClick={onApply}>
          {isReviewed
            ? t(applying ? 'footer.submitting' : 'footer.submit')
            : t(applying ? 'footer.applying' : 'footer.apply')}
        </Button>
      </span>
    </footer>
  )
}

const Next = ({ sentences }: { sentences: readonly string[] }) => (
  <span className={style['sentences']}>
    {sentences.map((sentence) => (
      <span key={sentence}>{sentence}</span>
    ))}
  </span>
)

function Saving<Spec, Draft>({ editor: { saving } }: { editor: PolicyEditor<Spec, Draft> }) {
  const { t } = useTranslation('policyPages')
  const age = useAge()
  return (
    <span className={style['quiet']}>
      {saving.isError
        ? t('footer.notSaved')
        : saving.savedAt && !saving.isPending
          ? t('footer.saved', { age: age(saving.savedAt) })
          : t('footer.saving')}
    </span>
  )
}
