import { useEffect, useEffectEvent } from 'react'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { conditionAt, isNotOurs, rowStep } from './keys.ts'

interface Deps {
  rows: readonly CallRecord[]
  open: string | undefined
  onOpen: (id: string | undefined) => void
  onFilter: (field: string, value: string) => void
}

/** The keys of the records page: rows are walked with arrows or j k, opened with Enter, closed with Escape; f filters. */
export function useRecordKeys({ rows, open, onOpen, onFilter }: Deps): void {
  /** From the focused row, else from the open one, else to the first. The open record follows. */
  function walk(row: HTMLElement | undefined, step: number) {
    const from = row?.dataset['call'] ?? open
    const index = rows.findIndex(({ id }) => id === from)
    const next = rows[index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))]
    if (!next) return
    if (open !== undefined) onOpen(next.id)
    const place = document.querySelector<HTMLElement>(`[data-call="${CSS.escape(next.id)}"]`)
    place?.scrollIntoView({ block: 'nearest' })
    if (open === undefined || row) focusIn(place, row)
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isNotOurs(event)) return
    const row = rowAt(document.activeElement)
    const step = rowStep(event.key)
    if (step !== undefined) {
      walk(row, step)
    } else if (event.key === 'Enter' && row?.dataset['call'] && isInGrid(event.target)) {
      onOpen(row.dataset['call'])
    } else if (event.key === 'Escape' && open !== undefined) {
      onOpen(undefined)
    } else if (event.key === 'f') {
      const condition = conditionAt(event.target)
      if (!condition) return
      onFilter(condition.field, condition.value)
    } else if (row && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      moveInRow(row, event.key === 'ArrowRight' ? 1 : -1)
    } else return
    event.preventDefault()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

/** Keeps the column where a cell had the focus. */
function focusIn(next: HTMLElement | null, before: HTMLElement | undefined): void {
  const column = before ? [...before.children].indexOf(document.activeElement ?? before) : -1
  const cell = next?.children[column]
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true })
  else next?.focus({ preventScroll: true })
}

/** To the next cell that is shown; before the first one stands the row itself. */
function moveInRow(row: HTMLElement, step: number): void {
  const cells = [...row.children].filter((cell) => cell instanceof HTMLElement && cell.offsetParent !== null)
  const next = cells.indexOf(document.activeElement ?? row) + step
  const target = next < 0 ? row : cells[Math.min(cells.length - 1, next)]
  if (target instanceof HTMLElement) target.focus()
}

const rowAt = (element: Element | null): HTMLElement | undefined =>
  element?.closest<HTMLElement>('[data-call]') ?? undefined

const isInGrid = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=grid]') !== null
