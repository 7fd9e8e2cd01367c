import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './Conflict.module.css'
import type { RuleEditor } from './useRuleEditor.ts'

/** Somebody was quicker: theirs against mine, and the two ways on. Nothing was written, nothing typed is lost. */
export function Conflict({
  theirs,
  editor,
  onSettled,
}: {
  /** As it stands in the mesh; null where it is gone. */
  theirs: RouteRulePolicy | null
  editor: RuleEditor
  onSettled: () => void
}) {
  const { t } = useTranslation('routeRules')
  const textOf = (documents: readonly { text: string }[] = []) => documents.map(({ text }) => text).join('\n')
  const settle = (act: () => void) => () => {
    act()
    onSettled()
  }
  return (
    <section className={style['conflict']} role="alert">
      <header className={style['head']}>
        <StatusGlyph status="degraded" size={16} />
        <div>
          <h2>{theirs ? t('editor.conflict.title') : t('editor.conflict.gone')}</h2>
          <p>{t('editor.conflict.text')}</p>
        </div>
      </header>
      <DiffView
        layout="side-by-side"
        before={textOf(theirs?.native)}
        after={textOf(editor.check?.data?.edits[0]?.after)}
        beforeLabel={t('editor.conflict.theirs')}
        afterLabel={t('editor.conflict.mine')}
      />
      <footer className={style['foot']}>
        <Button type="text" onClick={settle(editor.discard)}>
          {t('editor.conflict.discard')}
        </Button>
        <Button type="primary" onClick={settle(() => editor.continueOn(theirs))}>
          {t('editor.conflict.continue')}
        </Button>
      </footer>
    </section>
  )
}
