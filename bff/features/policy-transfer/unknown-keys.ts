import type { Finding } from '#shared/contract/problem.ts'

/** What a text says and a draft does not take over, such as a misspelt field: an error each, so that nothing is dropped in silence. */
export function unknownKeys(given: unknown, taken: unknown, place = 'spec'): Finding[] {
  if (typeof given !== 'object' || given === null || typeof taken !== 'object' || taken === null) return []
  const known = new Map(Object.entries(taken))
  return Object.entries(given).flatMap(([key, value]) =>
    known.has(key)
      ? unknownKeys(value, known.get(key), `${place}.${key}`)
      : [{ code: 'value-unknown', severity: 'error', params: { key }, field: `${place}.${key}` }],
  )
}
