import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
  useMutation,
} from '@tanstack/react-query'
import { addressOf, type Output } from '#shared/contract/endpoint.ts'
import {
  type AuditFilter,
  dropAuditMonth,
  exportAuditLines,
  exportAuditTable,
  listAuditActors,
  listAuditMonths,
  readAuditEntry,
  searchAudit,
} from '#shared/features/audit/api.ts'
import { call, type RefusedRequest } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

const pageSize = 100

export type AuditPage = Output<typeof searchAudit>

/** Entries from the newest on, page after page. */
export const auditEntries = (filter: AuditFilter) =>
  infiniteQueryOptions<AuditPage, RefusedRequest, InfiniteData<AuditPage>, QueryKey, string | undefined>({
    queryKey: [searchAudit.path, { query: filter }],
    queryFn: ({ pageParam: cursor, signal }) =>
      call(searchAudit, { query: { ...filter, ...(cursor === undefined ? {} : { cursor }), limit: pageSize } }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Rows stay where they are until somebody asks for newer ones.
    staleTime: Infinity,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  })

/** One entry by its number, where the list does not hold it. An entry never changes. */
export const auditEntry = (id: string) => ({ ...query(readAuditEntry, { params: { id } }), staleTime: Infinity })

export const auditActors = () => query(listAuditActors, {})

export const auditMonths = () => query(listAuditMonths, {})

const exports = { ndjson: exportAuditLines, csv: exportAuditTable }
export type ExportFormat = keyof typeof exports

/** Takes what a filter finds away as a file; the browser writes it while it comes. */
export function saveExport(format: ExportFormat, filter: AuditFilter): void {
  const link = document.createElement('a')
  link.href = addressOf(exports[format], { query: filter })
  link.download = ''
  link.click()
}

export const useDropMonth = () =>
  useMutation({
    mutationFn: (month: string) => call(dropAuditMonth, { params: { id: month } }),
    onSuccess: () => invalidate(listAuditMonths, searchAudit),
  })
