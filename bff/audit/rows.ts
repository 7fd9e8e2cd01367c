import { AuditEntry } from '#shared/features/audit/model.ts'
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

/** The entry of a row; undefined where the row is no entry any more. */
export function entryOf(row: AuditRow): AuditEntry | undefined {
  const {
    request_id,
    object_kind,
    object_id,
    mesh,
    namespace,
    service,
    environment,
    before_hash,
    after_hash,
    ...rest
  } = row
  const object = { kind: object_kind, id: object_id, ...present({ mesh, namespace, service, environment }) }
  const facts = { requestId: request_id, object, before: before_hash, after: after_hash, details: jsonIn(row.details) }
  return AuditEntry.safeParse({ ...rest, ...facts }).data
}

const present = (scope: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== null))

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
