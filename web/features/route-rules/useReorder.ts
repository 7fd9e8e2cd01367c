import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

interface Drag {
  id: string
  /** The gap where it would be put: 0 is above the first. */
  gap: number
}

/**
 * Lets an `ol` be ordered by the handles of its items: by dragging, or by arrow keys on a handle. While one is dragged nothing moves but
 * the line at `gap`; Escape leaves everything as it was. `onMove` takes the place from 0 where the item shall stand.
 */
export function useReorder(ids: readonly string[], onMove: (id: string, to: number) => void) {
  const [drag, setDrag] = useState<Drag>()

  const dragging = drag !== undefined
  useEffect(() => {
    if (!dragging) return undefined
    function onKey(event: globalThis.KeyboardEvent) {
      if (event.key === 'Escape') setDrag(undefined)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [dragging])

  const settle = ({ id, gap }: Drag) => {
    const from = ids.indexOf(id)
    const to = gap > from ? gap - 1 : gap
    if (to !== from) onMove(id, to)
  }

  return {
    /** Which one is being dragged and where it would go. */
    drag,
    handle: (id: string) => ({
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ id, gap: ids.indexOf(id) })
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const list = event.currentTarget.closest('ol')
        if (drag?.id === id && list) setDrag({ id, gap: gapAt(list, event.clientY) })
      },
      onPointerUp() {
        if (drag?.id === id) settle(drag)
        setDrag(undefined)
      },
      onPointerCancel: () => setDrag(undefined),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        const to = ids.indexOf(id) + step
        if (to < 0 || to >= ids.length) return
        const handle = event.currentTarget
        flushSync(() => onMove(id, to))
        // Moving a node takes its focus away, and whoever moves by keys goes on with the next key.
        handle.focus()
      },
    }),
  }
}

/** The gap between items that is nearest to a height on the screen. */
function gapAt(list: HTMLElement, y: number): number {
  const middles = [...list.children].map((item) => {
    const { top, height } = item.getBoundingClientRect()
    return top + height / 2
  })
  return middles.filter((middle) => middle < y).length
}
