/** A whole number as the data planes read it: anything else sets no limit (servicecomb.md 3.5). */
export function wholeNumberIn(text: string): number | undefined {
  const number = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return Number.isSafeInteger(number) ? number : undefined
}
