import type { Finding } from '#shared/contract/problem.ts'
import { findingsBelow } from '../../findings-below.ts'
import { keyOf, pathIn, type Place } from './merge.ts'

const specPlace = 'edits.0.spec'

export const isError = ({ severity }: Finding): boolean => severity === 'error'

/**
 * What a check says of values that were typed in, by `keyOf` their places, each with its place from there on. An error in the policy that
 * lies at none of them stands at each: what was typed may be the reason, and may have left no place of that name.
 */
export function ownFindings(
  findings: readonly Finding[],
  merged: unknown,
  places: readonly Place[],
): ReadonlyMap<string, Finding[]> {
  const ofSpec = findingsAt(findings, specPlace)
  const fields = places.map((place) => {
    const path = pathIn(merged, place)
    return path === '' ? specPlace : path && `${specPlace}.${path}`
  })
  const elsewhere = ofSpec.filter(
    (finding) => isError(finding) && !fields.some((field) => field && findingsAt([finding], field).length > 0),
  )
  return new Map(
    places.map((place, index) => {
      const field = fields[index]
      return [keyOf(place), [...(field ? findingsBelow(ofSpec, field) : []), ...elsewhere]]
    }),
  )
}

const findingsAt = (findings: readonly Finding[], place: string) =>
  findings.filter(({ field }) => field === place || field?.startsWith(`${place}.`))
