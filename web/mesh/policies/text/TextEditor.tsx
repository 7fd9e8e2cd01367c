import { Compartment, EditorState } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { fromOutside, textKeys } from './text-history.ts'
import { textView } from './text-view.ts'
import style from './text.module.css'

interface Props {
  text: string
  label: string
  readOnly: boolean
  /** A line to mark, counted from 1. */
  faultLine: number | undefined
  onChange: (text: string) => void
}

/** Native text under the hands; it follows `text` where that comes from elsewhere. */
export function TextEditor({ text, label, readOnly, faultLine, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const held = useRef<{ view: EditorView; locked: Compartment; fault: Compartment }>(undefined)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })

  useEffect(() => {
    if (!host.current) return undefined
    const [locked, fault] = [new Compartment(), new Compartment()]
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          textView(label),
          textKeys,
          locked.of([]),
          fault.of([]),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            const typed = transactions.some((one) => one.docChanged && !one.annotation(fromOutside))
            if (docChanged && typed) tell.current(state.doc.toString())
          }),
        ],
      }),
    })
    held.current = { view, locked, fault }
    return () => view.destroy()
  }, [label])

  useEffect(() => {
    const view = held.current?.view
    if (!view || view.state.doc.toString() === text) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: fromOutside.of(true) })
  }, [text, label])

  useEffect(() => {
    const { view, locked } = held.current ?? {}
    if (locked) view?.dispatch({ effects: locked.reconfigure(EditorState.readOnly.of(readOnly)) })
  }, [readOnly, label])

  useEffect(() => {
    const { view, fault } = held.current ?? {}
    if (!view || !fault) return
    const { doc } = view.state
    const marked = faultLine === undefined ? [] : [faultOn.range(doc.line(Math.min(faultLine, doc.lines)).from)]
    view.dispatch({ effects: fault.reconfigure(EditorView.decorations.of(Decoration.set(marked))) })
  }, [faultLine, label])

  return <div ref={host} className={style['text']} />
}

const faultOn = Decoration.line({ class: style['fault'] ?? '' })
