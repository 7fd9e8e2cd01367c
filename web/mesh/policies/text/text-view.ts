import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { yaml } from '@codemirror/lang-yaml'
import { type Extension } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { cspNonce } from '../../../ui/csp-nonce.ts'

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--md-accent)' },
  { tag: tags.comment, color: 'var(--md-text-3)' },
  { tag: [tags.string, tags.content], color: 'var(--md-text)' },
  { tag: [tags.number, tags.bool], color: 'var(--md-candidate-text)' },
])

/** How native text looks, to be read or to be edited. `label` is its name for those who do not see it. */
export const textView = (label: string): Extension => [
  // The nonce lets its styles through the content security policy.
  EditorView.cspNonce.of(cspNonce),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
  lineNumbers(),
  yaml(),
  syntaxHighlighting(colours),
]
