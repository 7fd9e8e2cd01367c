import { invalid } from './errors.ts'
import { matchesLabels, type LabelQuery } from './labels.ts'
import type { KvDocument } from './model.ts'

export interface Page {
  offset: number
  /** Undefined: everything, and the offset does not count. */
  limit?: number
}

/** Source: Kie, server/resource/v1/common.go (checkPagination). */
export function parsePage(query: URLSearchParams): Page {
  const offset = query.get('offset') || '0'
  if (!/^\d+$/.test(offset)) throw invalid('invalid offset number')
  const limit = query.get('limit')
  if (!limit) return { offset: Number(offset) }
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 100) throw invalid('invalid limit number')
  return { offset: Number(offset), limit: Number(limit) }
}

export function pageOf<Item>(items: Item[], { offset, limit }: Page): Item[] {
  return limit === undefined ? items : items.slice(offset, offset + limit)
}

export interface ListFilter {
  labels: LabelQuery
  key: string
  value: string
  status: string
}

/** In the order of the answer: highest priority first, then what changed last. */
export function filterDocuments(documents: KvDocument[], filter: ListFilter): KvDocument[] {
  const key = keyPattern(filter.key)
  return documents
    .filter(
      (document) =>
        matchesLabels(filter.labels, document.labels) &&
        (!key || key.test(document.key)) &&
        document.value.includes(filter.value) &&
        (!filter.status || document.status === filter.status),
    )
    .toSorted((a, b) => b.priority - a.priority || b.update_revision - a.update_revision)
}

/** Exact unless `beginWith(…)` or `wildcard(…)`, never case-sensitive. Source: Kie, server/datasource/etcd/kv/kv_dao.go. */
function keyPattern(key: string): RegExp | undefined {
  if (!key) return undefined
  const [, operator, operand] = /^(beginWith|wildcard)\((.*)\)$/.exec(key) ?? []
  const escaped = (operand ?? key).replaceAll(/[.$^+?()[\]{}|\\]/g, String.raw`\$&`)
  if (operator === 'beginWith') return new RegExp(`^${escaped}`, 'i')
  return new RegExp(`^${operator ? escaped.replaceAll('*', '.*') : escaped}$`, 'i')
}
