import { createHash } from 'node:crypto'
import type { KvBody, KvDocument, KvUpdate } from './model.ts'

/** Kie without authentication knows this domain alone. */
export const DOMAIN = 'default'

// Source: Kie, server/datasource/etcd/history/history_dao.go.
const HISTORY_KEPT = 100

/** All documents, their history and the revision counter: state without HTTP. */
export class KvStore {
  readonly #now: () => number
  readonly #projects = new Map<string, Map<string, KvDocument>>()
  readonly #history = new Map<string, KvDocument[]>()
  #revision = 1

  /** @param now milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** One counter for the whole domain: every change in every project raises it. */
  get revision(): number {
    return this.#revision
  }

  get size(): number {
    return this.#projects.values().reduce((sum, documents) => sum + documents.size, 0)
  }

  projects(): { project: string; count: number }[] {
    return [...this.#projects].map(([project, documents]) => ({ project, count: documents.size }))
  }

  list(project: string): KvDocument[] {
    return [...this.#documents(project).values()]
  }

  find(project: string, id: string): KvDocument | undefined {
    return this.#documents(project).get(id)
  }

  /** The document with exactly this key and these labels. */
  findSame(project: string, key: string, labels: Record<string, string>): KvDocument | undefined {
    return this.find(project, documentId(project, key, formatLabels(labels)))
  }

  /** The caller has made sure that no such key and labels exist. */
  create(project: string, body: KvBody): KvDocument {
    const label_format = formatLabels(body.labels)
    const revision = ++this.#revision
    const seconds = Math.floor(this.#now() / 1000)
    return this.#keep({
      ...body,
      id: documentId(project, body.key, label_format),
      label_format,
      domain: DOMAIN,
      project,
      create_revision: revision,
      update_revision: revision,
      create_time: seconds,
      update_time: seconds,
    })
  }

  /** An empty value or status keeps the old one; the revision rises all the same. */
  update(document: KvDocument, { value, status }: KvUpdate): KvDocument {
    return this.#keep({
      ...document,
      value: value || document.value,
      status: status || document.status,
      update_revision: ++this.#revision,
      update_time: Math.floor(this.#now() / 1000),
    })
  }

  /** The documents that were there. The revision rises even when none was; their history goes with them. */
  delete(project: string, ids: readonly string[]): KvDocument[] {
    const documents = this.#documents(project)
    const gone = [...new Set(ids)].flatMap((id) => documents.get(id) ?? [])
    for (const { id } of gone) {
      documents.delete(id)
      this.#history.delete(id)
    }
    this.#revision++
    return gone
  }

  /** Newest first; undefined for an id that does not exist (any more). */
  history(project: string, id: string): KvDocument[] | undefined {
    return this.find(project, id) && this.#history.get(id)?.toReversed()
  }

  #keep(document: KvDocument): KvDocument {
    this.#documents(document.project).set(document.id, document)
    this.#history.set(document.id, [...(this.#history.get(document.id) ?? []), document].slice(-HISTORY_KEPT))
    return document
  }

  #documents(project: string): Map<string, KvDocument> {
    const documents = this.#projects.get(project) ?? new Map<string, KvDocument>()
    this.#projects.set(project, documents)
    return documents
  }
}

/** The same key and labels always make the same id. Source: Kie, server/service/kv/kv_svc.go (completeKV). */
function documentId(project: string, key: string, labelFormat: string): string {
  return createHash('sha256').update([DOMAIN, project, key, labelFormat].join('/')).digest('hex')
}

/** Source: Kie, pkg/stringutil (FormatMap). */
export function formatLabels(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return pairs.length === 0 ? 'none' : pairs.toSorted().join('::')
}
