import { nothing } from './format.ts'

/** A "–" that says to pointer and screen reader why it is one. What it says stands beside it, too, for those with a keyboard only. */
export const Missing = ({ why }: { why: string }) => (
  <span title={why}>
    <span aria-hidden>{nothing}</span>
    <span className="visually-hidden">{why}</span>
  </span>
)
