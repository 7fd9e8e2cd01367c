import { z } from 'zod'

/** A name or a pattern of names, in which `*` stands for any run of characters; `*` alone means all. */
export const NamePattern = z
  .string()
  .min(1)
  .max(160)
  .regex(/^[\w.@*-]+$/)
export type NamePattern = z.infer<typeof NamePattern>

/** Whether a name is meant by a pattern. */
export function matchesPattern(pattern: NamePattern, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === first
  if (!name.startsWith(first)) return false
  const last = rest.pop() ?? ''
  let from = first.length
  for (const part of rest) {
    const found = name.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}
