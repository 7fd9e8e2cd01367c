import { omitEmpty } from '../http/omit-empty.ts'
import { route, type Route } from '../http/router.ts'
import { json, whole } from './answers.ts'
import type { KieContext } from './context.ts'
import { kieError } from './errors.ts'
import { pageOf, parsePage } from './list-filter.ts'

/** Source: Kie, server/resource/v1/history_resource.go. */
export function historyRoutes(context: KieContext): Route[] {
  return [
    route('GET', '/v1/:project/kie/revision/:kvId', ({ params, query }) => {
      const page = parsePage(query)
      const versions = context.store.history(params.project, params.kvId)
      if (!versions) throw kieError(500001, 'can not get revisions, the record does not exist')
      return json({ total: versions.length, data: pageOf(versions, page).map(whole) })
    }),

    route('GET', '/v1/:project/kie/track', ({ params, query }) => {
      const polls = context.track.find(params.project, {
        session_id: query.get('sessionId') ?? '',
        session_group: query.get('sessionGroup') ?? '',
        ip: query.get('ip') ?? '',
        url_path: query.get('urlPath') ?? '',
        user_agent: query.get('userAgent') ?? '',
        revision: query.get('revision') ?? '',
      })
      if (polls.length === 0) throw kieError(404001, 'record not found')
      return json({ total: polls.length, data: polls.map(omitEmpty) })
    }),
  ]
}
