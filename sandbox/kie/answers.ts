import { answer, type Answer } from '../http/answer.ts'
import { omitEmpty } from '../http/omit-empty.ts'
import type { KvDocument } from './model.ts'

/** Kie's answers are indented. Source: emicklei/go-restful, entity_accessors.go. */
export function json(value: unknown, headers: Record<string, string> = {}, status = 200): Answer {
  return answer(status, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(value, null, 1))
}

export const noContent = () => answer(204, {})

/** In lists and after writes. Zero values are left out. */
export function brief({ domain: _d, project: _p, label_format: _l, ...document }: KvDocument) {
  return omitEmpty(document)
}

/** One document read by id carries its `label_format`, too. */
export function withLabelFormat({ domain: _d, project: _p, ...document }: KvDocument) {
  return omitEmpty(document)
}

/** Entries of the history carry everything. */
export function whole(document: KvDocument) {
  return omitEmpty(document)
}
