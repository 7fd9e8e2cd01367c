import { parse } from 'yaml'
import { z } from 'zod'
import { durationMs } from './duration.ts'

/**
 * Reads a YAML value as java-chassis does into typed fields: each scalar is the text that was written, so that `1.0` and
 * `"1.0"` are the same, and the last of equal keys wins.
 * @returns undefined when it is no YAML.
 */
export function readYaml(text: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', uniqueKeys: false })
  } catch {
    return undefined
  }
}

export const Text = z.string()

/** A whole number; a fraction makes the whole value unreadable. */
export const Whole = z
  .string()
  .regex(/^[+-]?\d+$/)
  .transform(Number)

export const Decimal = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?$/)
  .transform(Number)

export const Flag = z
  .string()
  .regex(/^(true|false|yes|no|on|off)$/i)
  .transform((text) => /^(true|yes|on)$/i.test(text))

/** Milliseconds. */
export const Duration = z.string().transform((text, { addIssue }) => {
  const duration = durationMs(text)
  if (duration !== undefined) return duration
  addIssue({ code: 'custom', message: 'not a duration' })
  return z.NEVER
})
