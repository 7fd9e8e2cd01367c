import { invalid, kieError } from './errors.ts'
import type { KvStore } from './kv-store.ts'
import type { KvBody, KvDocument, KvUpdate } from './model.ts'
import type { PollingTrack } from './polling-track.ts'
import { checkDocument, checkUpdate } from './validation.ts'
import type { Waiters } from './waiters.ts'

/** What the endpoints share. */
export interface KieContext {
  store: KvStore
  waiters: Waiters
  track: PollingTrack
  /** Documents that one project may hold. */
  quota: number
  /** Milliseconds since the epoch. */
  now: () => number
}

// Source: Kie, examples/dev/conf/chassis.yaml (servicecomb.transport.maxBodyBytes.rest).
export const MAX_BODY_BYTES = 2_621_440

/** Checks, creates and tells the waiters. Source: Kie, server/service/kv/kv_svc.go (Create). */
export function createDocument(context: KieContext, project: string, body: KvBody): KvDocument {
  const complete = { ...body, status: body.status || 'disabled', value_type: body.value_type || 'text' }
  checkDocument(complete)
  if (context.store.list(project).length >= context.quota) throw kieError(422001, 'reached the quota limit')
  if (context.store.findSame(project, body.key, body.labels)) throw kieError(409001, 'kv already exists')
  return published(context, context.store.create(project, complete), 'put')
}

/** Takes no notice of revisions: the last writer wins. Source: Kie, server/service/kv/kv_svc.go (Update). */
export function updateDocument(context: KieContext, project: string, id: string, update: KvUpdate): KvDocument {
  checkUpdate(update)
  const document = context.store.find(project, id)
  if (!document) throw notFound()
  return published(context, context.store.update(document, update), 'put')
}

export function deleteDocuments(context: KieContext, project: string, ids: readonly string[]): KvDocument[] {
  if (ids.length === 0) throw invalid('ids is empty')
  const gone = context.store.delete(project, ids)
  for (const document of gone) published(context, document, 'delete')
  return gone
}

export const notFound = () => kieError(404001, 'key with labels does not exist')

function published(context: KieContext, document: KvDocument, action: 'put' | 'delete'): KvDocument {
  const { key, labels, project } = document
  context.waiters.publish({ key, action, labels, project })
  return document
}
