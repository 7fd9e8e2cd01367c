import type { ReactNode } from 'react'

/** Stands in a sentence where an element belongs; given as the value of a placeholder. */
export const slot = '\u0000'

/** A sentence with an element in its slot, wherever the language puts it. */
export function Filled({ sentence, children }: { sentence: string; children: ReactNode }) {
  const [before, after] = sentence.split(slot)
  return (
    <>
      {before}
      {children}
      {after}
    </>
  )
}
