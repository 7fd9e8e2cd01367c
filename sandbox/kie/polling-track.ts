import { randomUUID } from 'node:crypto'

/** Source: Kie, pkg/model/db_schema.go (PollingDetail) and server/handler/track_handler.go. */
export interface PollingDetail {
  id: string
  session_id: string
  session_group: string
  domain: string
  project: string
  polling_data: { revision: string; wait: string; labels: string }
  kv: object[]
  revision: string
  ip: string
  user_agent: string
  url_path: string
  response_code: number
  /** RFC 3339. */
  timestamp: string
}

/** The newest poll of each session; requests without `X-Session-Id` leave no trace. */
export class PollingTrack {
  readonly #bySession = new Map<string, PollingDetail>()

  record(poll: Omit<PollingDetail, 'id'>): void {
    const key = `${poll.domain}/${poll.project}/${poll.session_id}/${poll.session_group}`
    this.#bySession.set(key, { ...poll, id: this.#bySession.get(key)?.id ?? randomUUID() })
  }

  find(project: string, wanted: Partial<Record<TrackFilter, string>>): PollingDetail[] {
    return [...this.#bySession.values()].filter(
      (poll) =>
        poll.project === project &&
        (!wanted.session_id || poll.session_id === wanted.session_id) &&
        (!wanted.session_group || poll.session_group === wanted.session_group) &&
        (!wanted.ip || poll.ip === wanted.ip) &&
        (!wanted.url_path || poll.url_path === wanted.url_path) &&
        (!wanted.user_agent || poll.user_agent === wanted.user_agent) &&
        (!wanted.revision || poll.revision === wanted.revision),
    )
  }
}

type TrackFilter = 'session_id' | 'session_group' | 'ip' | 'url_path' | 'user_agent' | 'revision'
