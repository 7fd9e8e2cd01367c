import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { textView } from './text-view.ts'
import style from './text.module.css'

/** Native text as it is. */
export function ReadOnlyText({ text, label }: { text: string; label: string }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current) return undefined
    const extensions = [EditorState.readOnly.of(true), textView(label)]
    const view = new EditorView({ parent: host.current, state: EditorState.create({ doc: text, extensions }) })
    return () => view.destroy()
  }, [text, label])
  return <div ref={host} className={style['text']} />
}
