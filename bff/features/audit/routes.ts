import * as api from '#shared/features/audit/api.ts'
import { monthsOf, toMonth } from '../../audit/months.ts'
import { actorsIn, searchEntries } from '../../audit/search.ts'
import type { AuditTables } from '../../audit/tables.ts'
import { serveDownload } from '../../http/download.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { serveStream } from '../../http/stream.ts'
import type { Database } from '../../store/database.ts'
import { dropWhole, exportEntries, readEntry, verifyChain } from './service.ts'

/** Serves the audit log: who did what, when and from where; and that nobody has touched it since. */
export function auditRoutes(routes: Routes, { database }: { database: Database }): void {
  const audit = database.withTables<AuditTables>()

  serve(routes, api.searchAudit, ({ query: { cursor, limit, ...filter } }) =>
    searchEntries(audit, filter, { cursor, limit }),
  )

  serve(routes, api.readAuditEntry, ({ params }) => readEntry(audit, params.id))

  serve(routes, api.listAuditActors, async () => ({ actors: await actorsIn(audit) }))

  serveDownload(routes, api.exportAuditLines, ({ query, actor }) => exportEntries(audit, query, 'ndjson', actor))

  serveDownload(routes, api.exportAuditTable, ({ query, actor }) => exportEntries(audit, query, 'csv', actor))

  serveStream(routes, api.verifyAudit, ({ query: { rows, hash }, actor, signal }) =>
    verifyChain(audit, rows === undefined || hash === undefined ? undefined : { rows, hash }, { by: actor, signal }),
  )

  serve(routes, api.listAuditMonths, async () => ({ months: (await monthsOf(audit)).map(toMonth).toReversed() }))

  serve(routes, api.dropAuditMonth, ({ params, actor }) => dropWhole(audit, params.id, actor))
}
