import { Annotation, type ChangeSet, EditorSelection, type Extension, StateEffect, StateField } from '@codemirror/state'
import { type Command, type EditorView, keymap } from '@codemirror/view'

/** Marks what did not come from the keyboard: nobody wants to undo it, and it is told to nobody. */
export const fromOutside = Annotation.define<true>()

/** Typing without a pause of so many milliseconds is one step back. */
const oneStepMs = 600
const mostSteps = 200

/** A way back, or forth again. */
interface Step {
  changes: ChangeSet
  at: number
}
interface Steps {
  undone: readonly Step[]
  done: readonly Step[]
}

const walk = StateEffect.define<'back' | 'forth'>()

const steps = StateField.define<Steps>({
  create: () => ({ undone: [], done: [] }),
  update({ undone, done }, transaction) {
    if (!transaction.docChanged) return { undone, done }
    // Steps lie in the text as it was: one that came from outside makes them meaningless.
    if (transaction.annotation(fromOutside)) return { undone: [], done: [] }
    const inverse: Step = { changes: transaction.changes.invert(transaction.startState.doc), at: Date.now() }
    const way = transaction.effects.find((effect) => effect.is(walk))?.value
    if (way === 'back') return { undone: [...undone, inverse], done: done.slice(0, -1) }
    if (way === 'forth') return { undone: undone.slice(0, -1), done: [...done, inverse] }
    const last = done.at(-1)
    const isSameStep = last !== undefined && inverse.at - last.at < oneStepMs
    const step = isSameStep ? { changes: inverse.changes.compose(last.changes), at: inverse.at } : inverse
    return { undone: [], done: [...(isSameStep ? done.slice(0, -1) : done), step].slice(-mostSteps) }
  },
})

const walking =
  (way: 'back' | 'forth'): Command =>
  (view: EditorView) => {
    const { done, undone } = view.state.field(steps)
    const step = (way === 'back' ? done : undone).at(-1)
    if (!step || view.state.readOnly) return false
    let cursor = 0
    step.changes.iterChangedRanges((_from, _to, _fromB, toB) => (cursor = toB))
    view.dispatch({
      changes: step.changes,
      effects: walk.of(way),
      selection: EditorSelection.cursor(cursor),
      scrollIntoView: true,
    })
    return true
  }

/** A new line begins where the one above it does, as lists and maps want it. */
const newLine: Command = (view) => {
  if (view.state.readOnly) return false
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const [indent = ''] = /^ */.exec(view.state.doc.lineAt(from).text) ?? []
      const insert = `\n${indent}`
      return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) }
    }),
    { scrollIntoView: true, userEvent: 'input' },
  )
  return true
}

/** Steps back and forth by the usual keys, and lines that keep their indentation. */
export const textKeys: Extension = [
  steps,
  keymap.of([
    { key: 'Enter', run: newLine },
    { key: 'Mod-z', run: walking('back'), preventDefault: true },
    { key: 'Mod-y', mac: 'Mod-Shift-z', run: walking('forth'), preventDefault: true },
    { key: 'Mod-Shift-z', run: walking('forth'), preventDefault: true },
  ]),
]
