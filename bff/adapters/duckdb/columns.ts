/** How a value lies in its column. */
export type ColumnType = 'text' | 'bigint' | 'utinyint' | 'usmallint' | 'ubigint' | 'uhugeint'

/** Columns of the table `call`, in order. Text columns hold few different values or are compressed by the engine's own dictionaries. */
export const callColumns = {
  mesh: 'text',
  at_us: 'bigint',
  trace: 'uhugeint',
  span: 'ubigint',
  attempt: 'utinyint',
  /** 1: the caller's half is in it, 2: the callee's; 3: both. */
  halves: 'utinyint',
  /** The callee's own span, and the span above a callee's half that stands alone. */
  server_span: 'ubigint',
  parent_span: 'ubigint',
  duration_us: 'bigint',
  server_us: 'bigint',
  caller_ns: 'text',
  caller: 'text',
  caller_version: 'text',
  caller_instance: 'text',
  callee_ns: 'text',
  callee: 'text',
  callee_version: 'text',
  callee_instance: 'text',
  tenant: 'text',
  tenant_name: 'text',
  person: 'text',
  person_name: 'text',
  client: 'text',
  client_address: 'text',
  request_id: 'text',
  fingerprint: 'text',
  protocol: 'text',
  method: 'text',
  url: 'text',
  route: 'text',
  status: 'usmallint',
  outcome: 'text',
  error: 'text',
  request_bytes: 'bigint',
  response_bytes: 'bigint',
  /** Lines of `name:value`, or `name` of a header that was looked for and not there; a line feed before the first and after the last. */
  headers: 'text',
  request_type: 'text',
  request_body: 'text',
  response_type: 'text',
  response_body: 'text',
} as const satisfies Record<string, ColumnType>
export type CallColumn = keyof typeof callColumns
export const callColumnNames = Object.keys(callColumns) as CallColumn[] // keys of a constant

/** Columns that only the view of one call reads. */
const bodyColumns = new Set<CallColumn>(['request_type', 'request_body', 'response_type', 'response_body'])
export const listColumns = callColumnNames.filter((name) => !bodyColumns.has(name)).join(', ')
export const allColumns = callColumnNames.join(', ')

const sqlType: Record<ColumnType, string> = {
  text: 'VARCHAR',
  bigint: 'BIGINT',
  utinyint: 'UTINYINT',
  usmallint: 'USMALLINT',
  ubigint: 'UBIGINT',
  uhugeint: 'UHUGEINT',
}
const definitions = callColumnNames.map((name) => `${name} ${sqlType[callColumns[name]]}`).join(', ')

/**
 * The steps of the schema, oldest first; a step that stands here is never changed.
 * `half` keeps reports whose partner is awaited; `refused` counts by minute what was not taken.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE call (${definitions});
   CREATE TABLE half (number BIGINT, mesh VARCHAR, arrived_ms BIGINT, report VARCHAR);
   CREATE TABLE refused (mesh VARCHAR, minute_us BIGINT, calls BIGINT);`,
]
