import { answer, type Answer } from '../http/answer.ts'
import { route, type Call, type Route } from '../http/router.ts'
import { brief, json } from './answers.ts'
import type { KieContext } from './context.ts'
import { invalid, kieError } from './errors.ts'
import { parseGoDuration } from './go-duration.ts'
import { parseLabelQuery, type LabelQuery } from './labels.ts'
import { filterDocuments, pageOf, parsePage } from './list-filter.ts'
import { DOMAIN } from './kv-store.ts'
import { checkList } from './validation.ts'

// Source: Kie, pkg/common (MaxWait).
const MAX_WAIT_MS = 5 * 60_000

/** List and long poll. Source: Kie, server/resource/v1/kv_resource.go (List) and server/resource/v1/common.go. */
export function listRoutes(context: KieContext): Route[] {
  return [
    route('GET', '/v1/:project/kie/kv', async (call) => {
      const reply = await list(context, call)
      record(context, call, reply)
      return reply
    }),
  ]
}

type ListCall = Call<{ project: string }>

async function list(context: KieContext, call: ListCall): Promise<Answer> {
  const { query } = call
  const labels = parseLabelQuery(query)
  if (!labels) throw invalid('label value can not be empty, label must be key:value')
  const filter = { labels, key: text(query, 'key'), value: text(query, 'value'), status: text(query, 'status') }
  checkList({ ...filter, labels: labels.labels })
  const page = parsePage(query)
  const { revision } = context.store
  const known = parseRevision(query.get('revision'))
  const wait = parseWait(query)

  if (known !== undefined && known !== revision) return documents(context, call, filter, page)
  if (wait !== undefined) return woken(context, call, labels, wait)
  if (known !== undefined) return answer(304, {})
  return documents(context, call, filter, page)
}

/** The woken answer is the full list for the labels, whatever else was asked; the time's end is a bare 304. */
async function woken(context: KieContext, call: ListCall, labels: LabelQuery, wait: number): Promise<Answer> {
  const changed = await context.waiters.wait(labels, wait, call.signal)
  if (!changed) return answer(304, {})
  return documents(context, call, { labels, key: '', value: '', status: '' }, { offset: 0 })
}

function documents(
  { store }: KieContext,
  { params }: ListCall,
  filter: Parameters<typeof filterDocuments>[1],
  page: ReturnType<typeof parsePage>,
): Answer {
  const found = filterDocuments(store.list(params.project), filter)
  const data = pageOf(found, page).map(brief)
  return json({ total: found.length, data }, { 'X-Kie-Revision': String(store.revision) })
}

function parseRevision(revision: string | null): number | undefined {
  if (!revision) return undefined
  if (!/^-?\d+$/.test(revision)) throw invalid('revision param is invalid')
  return Number(revision)
}

function parseWait(query: URLSearchParams): number | undefined {
  const wait = query.get('wait')
  if (!wait) return undefined
  const milliseconds = parseGoDuration(wait)
  if (milliseconds === undefined) throw invalid('wait param should be formed with number and unit like 5s,100ms')
  if (query.get('key')) throw invalid('wait can not be used together with key')
  if (milliseconds > MAX_WAIT_MS) throw kieError(400003, 'wait param should be less than 5 minutes')
  return milliseconds
}

const text = (query: URLSearchParams, name: string) => query.get(name) ?? ''

function record({ track, store, now }: KieContext, call: ListCall, reply: Answer): void {
  const session = call.headers['x-session-id']
  if (!session) return
  const { data }: { data: object[] } = reply.status === 200 ? JSON.parse(reply.body) : { data: [] }
  track.record({
    session_id: String(session),
    session_group: String(call.headers['x-session-group'] ?? ''),
    domain: DOMAIN,
    project: call.params.project,
    polling_data: {
      revision: text(call.query, 'revision'),
      wait: text(call.query, 'wait'),
      labels: call.query.getAll('label').join(','),
    },
    kv: data,
    revision: String(store.revision),
    ip: call.remoteAddress,
    user_agent: call.headers['user-agent'] ?? '',
    url_path: call.path,
    response_code: reply.status,
    timestamp: new Date(now()).toISOString(),
  })
}
