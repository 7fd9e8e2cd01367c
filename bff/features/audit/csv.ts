import type { AuditEntry } from '#shared/features/audit/model.ts'

const columns: readonly [name: string, value: (entry: AuditEntry) => string | number | null | undefined][] = [
  ['number', (entry) => entry.number],
  ['at', (entry) => entry.at],
  ['event', (entry) => entry.event],
  ['actor', (entry) => entry.actor],
  ['address', (entry) => entry.address],
  ['requestId', (entry) => entry.requestId],
  ['kind', ({ object }) => object.kind],
  ['id', ({ object }) => object.id],
  ['mesh', ({ object }) => object.mesh],
  ['namespace', ({ object }) => object.namespace],
  ['service', ({ object }) => object.service],
  ['environment', ({ object }) => object.environment],
  ['result', (entry) => entry.result],
  ['before', (entry) => entry.before],
  ['after', (entry) => entry.after],
  ['details', (entry) => JSON.stringify(entry.details)],
  ['previous', (entry) => entry.previous],
  ['hash', (entry) => entry.hash],
]

/** The first line of the table: https://www.rfc-editor.org/rfc/rfc4180 */
export const csvHead = `${columns.map(([name]) => name).join(',')}\r\n`

/** One line of the table. */
export const csvLine = (entry: AuditEntry): string =>
  `${columns.map(([, value]) => cell(String(value(entry) ?? ''))).join(',')}\r\n`

/** What a spreadsheet would take for a formula is told to be a text: https://owasp.org/www-community/attacks/CSV_Injection */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
