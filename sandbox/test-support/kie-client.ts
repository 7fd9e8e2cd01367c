import { afterEach } from 'vitest'
import { startKie, type Kie, type KieOptions } from '../kie/kie.ts'
import { httpClient, type HttpClient, type Reply } from './http-client.ts'

export interface KvJson {
  id: string
  key: string
  value: string
  status: string
  labels?: Record<string, string>
  update_revision: number
  create_revision: number
}

export interface KvListJson {
  total: number
  data: KvJson[]
}

export interface KieWithClient {
  kie: Kie
  /** Paths below `/v1/default/kie`. */
  api: HttpClient
  /** Creates a document that is enabled, and answers it. */
  create(key: string, labels?: Record<string, string>, more?: object): Promise<KvJson>
  list(query: string): Promise<Reply>
  /** Keys in the order of the list. */
  keys(query: string): Promise<string[]>
  revision(): Promise<number>
}

/** A Kie of its own for one test, which ends with it. */
export async function kieWithClient(options: KieOptions = {}): Promise<KieWithClient> {
  const kie = await startKie(options)
  running.push(kie)
  const api = httpClient(`${kie.url}/v1/default/kie`)
  const list = (query: string) => api.get(`/kv?${query}`)
  return {
    kie,
    api,
    list,
    async create(key, labels, more) {
      const body = { key, value: 'x', status: 'enabled', ...(labels && { labels }), ...more }
      return (await api.post('/kv', body)).json<KvJson>()
    },
    async keys(query) {
      return (await list(query)).json<KvListJson>().data.map(({ key }) => key)
    },
    async revision() {
      return Number((await list('')).headers.get('X-Kie-Revision'))
    },
  }
}

const running: Kie[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((kie) => kie.close()))
})
