import { keepPreviousData } from '@tanstack/react-query'
import { type BacktestWindow, backtestRateLimit } from '#shared/features/rate-limits/backtest.ts'
import type { RateLimit } from '#shared/features/rate-limits/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'

/** What a drafted limit would have done. It is no live figure: it stays until the draft changes. */
export const backtestOf = ({ mesh, namespace, service, name }: PolicyRef, spec: RateLimit, last: BacktestWindow) => ({
  ...query(backtestRateLimit, { params: { mesh }, query: { last }, body: { ref: { namespace, service, name }, spec } }),
  placeholderData: keepPreviousData,
  staleTime: 60_000,
})
