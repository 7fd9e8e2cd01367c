import type { FieldValue } from './fields.ts'

const unitsMs = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 }

/** A duration of a java-chassis policy in milliseconds: digits are milliseconds, else ISO forms without `PT`, as `10S` (servicecomb.md 3.6). */
export function javaMillis(value: FieldValue | undefined): number | undefined {
  if (typeof value !== 'string') return undefined
  if (/^\d+$/.test(value)) return Number(value)
  const [, text, unit] = /^(\d+(?:\.\d+)?)([DHMS])$/i.exec(value) ?? []
  if (text === undefined || unit === undefined) return undefined
  return Number(text) * unitsMs[unit.toUpperCase() as keyof typeof unitsMs] // the pattern lets only these letters through
}
