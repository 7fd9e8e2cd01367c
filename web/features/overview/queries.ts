import type { WindowQuery } from '#shared/contract/window.ts'
import { readOverview } from '#shared/features/overview/api.ts'
import { windowed } from '../../api/query.ts'

/** Health of a mesh over a window. */
export const overviewOf = (mesh: string, query: WindowQuery & { namespace?: string }) =>
  windowed(readOverview, { params: { mesh }, query })
