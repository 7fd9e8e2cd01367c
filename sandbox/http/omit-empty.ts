/** What Go's `omitempty` leaves out: empty text, zero, false, empty lists and maps. One level deep, as in Go. */
export function omitEmpty<Value extends object>(value: Value): Partial<Value> {
  const kept = Object.entries(value).filter(([, field]) => !isEmpty(field))
  // The entries are those of `value`, only fewer.
  return Object.fromEntries(kept) as Partial<Value>
}

function isEmpty(field: unknown): boolean {
  if (field === undefined || field === null || field === '' || field === 0 || field === false) return true
  if (Array.isArray(field)) return field.length === 0
  return typeof field === 'object' && Object.keys(field).length === 0
}
