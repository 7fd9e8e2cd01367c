import { invalid } from './errors.ts'
import type { KvBody } from './model.ts'

// Source: Kie, pkg/validator/rule.go and pkg/model/db_schema.go.
const KEY = /^[a-zA-Z0-9._:-]+$/
const LISTED_KEY = /^[a-zA-Z0-9._:-]*$|^beginWith\([a-zA-Z0-9._:-]*\)$|^wildcard\([a-zA-Z0-9._:*-]*\)$/
const VALUE_TYPE = /^$|^(ini|json|text|yaml|properties|xml)$/
const STATUS = /^$|^(enabled|disabled)$/
const LABEL_KEY = /^[a-zA-Z0-9]$|^[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]$/
const LABEL_VALUE = /^$|^[a-zA-Z0-9]$|^[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]$/

const MAX_KEY = 2048
const MAX_LISTED_KEY = 128
const MAX_VALUE_BYTES = 131_072
const MAX_LABELS = 6
const MAX_LISTED_LABELS = 8
const MAX_LABEL_KEY = 32
const MAX_LABEL_VALUE = 160

/** The details name the Go field, as the server's own do. */
export function checkDocument(body: KvBody): void {
  check('KVDoc.Key', 'min=1,max=2048', body.key.length >= 1 && body.key.length <= MAX_KEY)
  check('KVDoc.Key', KEY.source, KEY.test(body.key))
  check('KVDoc.Value', `max=${MAX_VALUE_BYTES}`, Buffer.byteLength(body.value) <= MAX_VALUE_BYTES)
  check('KVDoc.ValueType', VALUE_TYPE.source, VALUE_TYPE.test(body.value_type))
  check('KVDoc.Status', STATUS.source, STATUS.test(body.status))
  checkLabels('KVDoc.Labels', body.labels, MAX_LABELS)
}

export function checkUpdate({ value, status }: { value: string; status: string }): void {
  check('UpdateKVRequest.Value', `max=${MAX_VALUE_BYTES}`, Buffer.byteLength(value) <= MAX_VALUE_BYTES)
  check('UpdateKVRequest.Status', STATUS.source, STATUS.test(status))
}

export function checkList(filter: { key: string; status: string; labels: Record<string, string> }): void {
  const key = filter.key.length <= MAX_LISTED_KEY && LISTED_KEY.test(filter.key)
  check('ListKVRequest.Key', `max=${MAX_LISTED_KEY},${LISTED_KEY.source}`, key)
  check('ListKVRequest.Status', STATUS.source, STATUS.test(filter.status))
  checkLabels('ListKVRequest.Labels', filter.labels, MAX_LISTED_LABELS)
}

function checkLabels(field: string, labels: Record<string, string>, max: number): void {
  const pairs = Object.entries(labels)
  check(field, `max=${max}`, pairs.length <= max)
  for (const [key, value] of pairs) {
    check(field, LABEL_KEY.source, key.length <= MAX_LABEL_KEY && LABEL_KEY.test(key))
    check(field, LABEL_VALUE.source, value.length <= MAX_LABEL_VALUE && LABEL_VALUE.test(value))
  }
}

function check(field: string, rule: string, holds: boolean): void {
  if (!holds) throw invalid(`validate failed, field: ${field}, rule: ${rule}`)
}
