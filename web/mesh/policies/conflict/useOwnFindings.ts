import { useQuery } from '@tanstack/react-query'
import type { Finding } from '#shared/contract/problem.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { findingsBelow } from '../../findings-below.ts'
import { checkOf } from '../queries.ts'
import { useDebounced } from '../useDebounced.ts'
import { type Answers, pathIn, type Place } from './merge.ts'

const checkedAfterMs = 350

export const isError = ({ severity }: Finding): boolean => severity === 'error'

/** What the check says of values that were typed into a conflict, each where it stands in what both edits come to. */
export function useOwnFindings(
  merged: unknown,
  answers: Answers,
  editOf: (merged: unknown) => PolicyEdit,
): (place: Place) => Finding[] {
  const isAsked = [...answers.values()].some((answer) => typeof answer === 'object' && !answer.isUnreadable)
  const rested = useDebounced(JSON.stringify(editOf(merged)), checkedAfterMs)
  const edit = JSON.parse(rested) as PolicyEdit // written on the line above
  const check = useQuery({
    ...checkOf(edit, undefined),
    enabled: isAsked && edit.spec !== undefined,
    placeholderData: (before) => before,
  })
  return (place) => {
    const path = pathIn(merged, place)
    if (!isAsked || path === undefined) return []
    const at = `edits.0.spec${path === '' ? '' : `.${path}`}`
    return findingsBelow(check.data?.findings ?? [], at)
  }
}
