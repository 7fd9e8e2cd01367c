import type { z } from 'zod'

/**
 * Reads a JSON body as Go's decoder does: `null` is the zero value, unknown fields are ignored, a wrong type is an error.
 *
 * @param failed makes the error to throw from the decoder's sentence.
 */
export function decodeJson<Shape>(body: string, shape: z.ZodType<Shape>, failed: (detail: string) => Error): Shape {
  let value: unknown
  try {
    value = JSON.parse(body, (_, field: unknown) => (field === null ? undefined : field))
  } catch (error) {
    throw failed(body === '' ? 'unexpected end of JSON input' : error instanceof Error ? error.message : String(error))
  }
  return decodeValue(value, shape, failed)
}

export function decodeValue<Shape>(value: unknown, shape: z.ZodType<Shape>, failed: (detail: string) => Error): Shape {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw failed(`json: cannot unmarshal field ${issue?.path.join('.') || '(body)'}: ${issue?.message ?? 'wrong type'}`)
}
