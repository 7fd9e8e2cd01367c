import { letterKeys } from '../../ui/useLetterKeys.ts'

const ownKeys = 'input, textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=combobox]'

/** Whether a key is not the page's: it belongs to a field, an open list or the browser, or is a letter and those are switched off. */
export const isNotOurs = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  (/^[a-z]$/i.test(event.key) && !letterKeys()) ||
  (event.target instanceof Element && event.target.closest(ownKeys) !== null)

/** Steps through the rows that a key asks for. */
export const rowStep = (key: string): number | undefined => ({ ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 })[key]

/** A condition that is written on an element or on one around it: field and value that `f` filters by. */
export function conditionAt(target: EventTarget | null): { field: string; value: string } | undefined {
  const place = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null
  const { field, value } = place?.dataset ?? {}
  return field && value ? { field, value } : undefined
}
