import { useTranslation } from 'react-i18next'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { documentIdentity, readerIdentity } from '#shared/mesh/policy-text.ts'
import { DocumentHead } from '../NativeText.tsx'
import type { PolicyEditor } from '../usePolicyEditor.ts'
import { ReadOnlyText } from './ReadOnlyText.tsx'
import style from './text.module.css'
import { TextEditor } from './TextEditor.tsx'
import { TextNotice } from './TextNotice.tsx'
import { TextWritten } from './TextWritten.tsx'
import { type Typed, withTyped } from './useTypedText.ts'

interface Props<Spec, Draft> {
  editor: PolicyEditor<Spec, Draft>
  /** What is still to be filled in. */
  incomplete: string
  readOnly: boolean
}

/** A policy as the mesh's documents, in step with the form: what is typed here stands there, and the other way round. */
export function PolicyText<Spec, Draft>({ editor, incomplete, readOnly }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { text, live, after, changed, checked, complete } = editor
  const rendered = after ?? []
  // What cannot be written has no text yet: then the last one stands, and is not what the form says.
  const isBehind = changed && rendered.length === 0 && text.typed === undefined
  const shown = withTyped(rendered.length > 0 ? rendered : (live?.native ?? []), text.typed)
  return (
    <div className={style['pane']}>
      <TextNotice text={text} />
      {isBehind && (
        <div className={style['behind']}>
          <p>{t(shown.length === 0 ? 'text.none' : 'text.behind')}</p>
          {!complete && <p>{incomplete}</p>}
        </div>
      )}
      {shown.map((document) => (
        <section key={documentIdentity(document)} className={style['document']}>
          <DocumentHead document={document} />
          {readOnly ? (
            <ReadOnlyText text={document.text} label={document.key} />
          ) : (
            <TextEditor
              text={document.text}
              label={document.key}
              readOnly={isBehind || isOfOther(document, text.isUnreadable ? text.typed : undefined)}
              faultLine={text.isUnreadable ? lineIn(document, text.said?.findings ?? []) : undefined}
              onChange={(typed) => text.type(document, typed, shown)}
            />
          )}
          {checked && !text.isUnreadable && (
            <TextWritten document={document} typed={text.typed} written={rendered} onTake={text.forget} />
          )}
        </section>
      ))}
    </div>
  )
}

/** While the text for one reader cannot be read, what the others get is not known. */
const isOfOther = (document: NativeDocument, typed: Typed | undefined): boolean =>
  typed?.[0] !== undefined && readerIdentity(typed[0]) !== readerIdentity(document)

function lineIn({ key }: NativeDocument, findings: PolicyEditor<unknown, unknown>['findings']): number | undefined {
  const line = findings.find(({ params }) => params['key'] === key)?.params['line']
  return typeof line === 'number' ? line : undefined
}
