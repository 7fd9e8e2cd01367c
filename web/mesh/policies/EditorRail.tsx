import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { CommandsButton } from '../commands/CommandsButton.tsx'
import { DocumentDifferences } from './DocumentDifferences.tsx'
import style from './EditorRail.module.css'
import { FindingList } from '../FindingList.tsx'
import type { PolicyEditor } from './usePolicyEditor.ts'

interface Props<Spec, Draft> {
  editor: PolicyEditor<Spec, Draft>
  /** What is still to be filled in. */
  incomplete: string
  /** Further parts: what recorded calls say. */
  children?: ReactNode
  /** Stays in sight below, however long the rest is. */
  foot?: ReactNode
}

/** Always in sight beside the form: what was found, what would be written, what it would have done, what the change is called. */
export function EditorRail<Spec, Draft>({ editor, incomplete, children, foot }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  return (
    <aside className={style['rail']} aria-label={t('checks.title')}>
      <div className={style['parts']}>
        <Checks editor={editor} incomplete={incomplete} />
        {editor.complete && editor.changed && (
          <Folding title={t('diff.title')} meta={t('diff.meta')}>
            <DocumentDifferences edits={editor.check?.data?.edits ?? []} />
            {editor.checked && (
              <div>
                <CommandsButton of={{ edits: [editor.edit] }} />
              </div>
            )}
          </Folding>
        )}
        {children}
      </div>
      {foot}
    </aside>
  )
}

const severities = { error: 'failing', warning: 'degraded', note: 'note' } as const

function Checks<Spec, Draft>({ editor, incomplete }: Pick<Props<Spec, Draft>, 'editor' | 'incomplete'>) {
  const { t } = useTranslation('policyPages')
  const { findings, changed, checked, complete } = editor
  return (
    <section className={style['part']} aria-live="polite">
      <h2 className={style['heading']}>
        {t('checks.title')}
        <span className={style['counts']}>
          {Object.entries(severities).map(([severity, status]) => (
            <span key={severity}>
              <StatusGlyph status={status} /> {findings.filter((finding) => finding.severity === severity).length}
            </span>
          ))}
        </span>
      </h2>
      {findings.length > 0 ? (
        <FindingList small findings={findings} />
      ) : (
        <p className={style['quiet']}>
          {!complete ? incomplete : changed && !checked ? t('checks.running') : t('checks.clean')}
        </p>
      )}
    </section>
  )
}

/** A part of the rail that can be folded away. */
function Folding({ title, meta, children }: { title: string; meta: string; children: ReactNode }) {
  const [open, setOpen] = useState(true)
  const Sign = open ? ChevronDown : ChevronRight
  return (
    <section className={style['part']}>
      <h2 className={style['heading']}>
        <button type="button" className={style['fold']} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Sign size={14} aria-hidden /> {title}
        </button>
        <span className={style['meta']}>{meta}</span>
      </h2>
      {open && children}
    </section>
  )
}
