import { keepPreviousData } from '@tanstack/react-query'
import { backtestCircuitBreaker, readCircuits } from '#shared/features/circuit-breakers/api.ts'
import { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'

/** A circuit closes by itself within seconds. */
const refreshMs = 5000

/** Which circuits are open, of a namespace or of one called service where that is asked. */
export const circuitsOf = (mesh: string, of: { namespace?: string; service?: string }) => ({
  ...query(readCircuits, { params: { mesh }, query: of }),
  refetchInterval: refreshMs,
})

/** A draft that the server would take; undefined for an unfinished one. */
export const strictDraft = (spec: unknown): CircuitBreaker | undefined => CircuitBreaker.safeParse(spec).data

/** What a draft would have done. It is no live figure: it stays until the draft changes. */
export const backtestOf = (
  { mesh, namespace, service, name }: PolicyRef,
  spec: CircuitBreaker,
  last: '1h' | '24h',
) => ({
  ...query(backtestCircuitBreaker, { params: { mesh, namespace, service, name }, query: { last }, body: { spec } }),
  placeholderData: keepPreviousData,
  staleTime: 60_000,
})
