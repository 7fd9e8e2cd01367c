import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { yaml } from '@codemirror/lang-yaml'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { cspNonce } from '../../ui/csp-nonce.ts'
import style from './NativeText.module.css'

/** The documents of a policy as the mesh's store holds them, each under its key and labels. */
export function NativeText({ documents }: { documents: readonly NativeDocument[] }) {
  return documents.map((document) => (
    <section key={document.key + JSON.stringify(document.labels)} className={style['document']}>
      <DocumentHead document={document} />
      <Text text={document.text} label={document.key} />
    </section>
  ))
}

/** Key, labels and revision of a document in one line. */
export function DocumentHead({ document }: { document: NativeDocument }) {
  const { t } = useTranslation('policyPages')
  const labels = Object.entries(document.labels).map(([key, value]) => `${key}=${value}`)
  return (
    <div className={style['head']}>
      <code>{document.key}</code>
      <span className={style['labels']}>{labels.join(' ')}</span>
      {document.id === undefined && <span>{t('text.newDocument')}</span>}
    </div>
  )
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--md-accent)' },
  { tag: tags.comment, color: 'var(--md-text-3)' },
  { tag: [tags.string, tags.content], color: 'var(--md-text)' },
  { tag: [tags.number, tags.bool], color: 'var(--md-candidate-text)' },
])

function Text({ text, label }: { text: string; label: string }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current) return undefined
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          // The nonce lets its styles through the content security policy.
          EditorView.cspNonce.of(cspNonce),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          lineNumbers(),
          yaml(),
          syntaxHighlighting(colours),
        ],
      }),
    })
    return () => view.destroy()
  }, [text, label])
  return <div ref={host} className={style['text']} />
}
