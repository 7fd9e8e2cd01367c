import type { AuditEntry } from '#shared/features/audit/model.ts'
import { sha256, stableJson } from '../changes/normal-form.ts'
import type { AuditRow } from './tables.ts'

/** The hash that chains an entry to the one before. Outsiders calculate it in the same way from an export. */
export function hashOfEntry({ previous, hash: _, ...facts }: Omit<AuditEntry, 'hash'> & { hash?: string }): string {
  return sha256(`${previous}\n${stableJson(facts)}`)
}

/** An entry as its month's table holds it. */
export function toRow({ requestId, object, before, after, details, ...entry }: AuditEntry): AuditRow {
  const { kind, id, mesh = null, namespace = null, service = null, environment = null } = object
  return {
    ...entry,
    request_id: requestId,
    object_kind: kind,
    object_id: id,
    mesh,
    namespace,
    service,
    environment,
    before_hash: before,
    after_hash: after,
    details: stableJson(details),
  }
}

/** The entry of a row, whatever it says. Throws where its details were made something else than JSON. */
export function entryOf(row: AuditRow): AuditEntry {
  const { mesh, namespace, service, environment } = row
  const object = { kind: row.object_kind, id: row.object_id, ...present({ mesh, namespace, service, environment }) }
  return {
    number: row.number,
    at: row.at,
    event: row.event,
    actor: row.actor,
    address: row.address,
    requestId: row.request_id,
    object,
    result: row.result,
    before: row.before_hash,
    after: row.after_hash,
    details: JSON.parse(row.details) as AuditEntry['details'], // written by `toRow`
    previous: row.previous,
    hash: row.hash,
  }
}

const present = (scope: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== null))
