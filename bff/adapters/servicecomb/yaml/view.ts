import { type Document, type Node, type YAMLMap, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'

// One edit reads what stands there and what it comes to a dozen times, and each reading costs a millisecond of its way to the mesh.
// A document takes some hundred times the memory of its text, so what is remembered is bounded by characters.
const mostRemembered = 131_072
const remembered = new Map<string, Document>()
let length = 0

/**
 * Reads YAML the way Go's yaml.v2 does where it matters: aliases and merge keys followed, plain scalars as written. Texts read lately
 * are not read again, so a document belongs to all who ask for it: look, and change the text.
 */
export function parseYaml(text: string): Document {
  const document = remembered.get(text) ?? parsed(text)
  if (text.length > mostRemembered / 8) return document
  forget(text)
  remembered.set(text, document)
  length += text.length
  for (const oldest of remembered.keys()) {
    if (length <= mostRemembered) break
    forget(oldest)
  }
  return document
}

function forget(text: string): void {
  if (remembered.delete(text)) length -= text.length
}

const parsed = (text: string): Document =>
  parseDocument(text, { keepSourceTokens: true, merge: true, uniqueKeys: false, strict: false, stringKeys: false })

/** The node itself or what an alias stands for. */
export function followed(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return followed(document, node.resolve(document))
  return isNode(node) ? node : undefined
}

/** A scalar as text: unquoted numbers as written (`1.0` stays `1.0`), nothing as ''. Undefined for a collection. */
export function textOf(document: Document, node: unknown): string | undefined {
  const value = followed(document, node)
  if (value === undefined) return ''
  if (!isScalar(value)) return undefined
  // A scalar that was read from a text has its source; nothing else comes here.
  return value.value === null ? '' : value.source
}

/** A number, also where it was quoted; undefined where it is none. */
export function numberOf(document: Document, node: unknown): { value: number; quoted: boolean } | undefined {
  const scalar = followed(document, node)
  if (!isScalar(scalar)) return undefined
  if (typeof scalar.value === 'number') return { value: Math.trunc(scalar.value), quoted: false }
  const value = Number(scalar.source)
  return typeof scalar.value === 'string' && scalar.value.trim() !== '' && Number.isFinite(value)
    ? { value, quoted: true }
    : undefined
}

export function mapOf(document: Document, node: unknown): YAMLMap | undefined {
  const map = followed(document, node)
  return isMap(map) ? map : undefined
}

/** Items of a list; undefined where it is none, empty where there is nothing. */
export function itemsOf(document: Document, node: unknown): unknown[] | undefined {
  const seq = followed(document, node)
  if (seq === undefined || (isScalar(seq) && seq.value === null)) return []
  return isSeq(seq) ? seq.items : undefined
}

/** Keys and values of a map in their order, merged ones last; own keys win, a repeated key's last value does. */
export function entriesOf(
  document: Document,
  map: YAMLMap | undefined,
  seen = new Set<YAMLMap>(),
): Map<string, unknown> {
  const entries = new Map<string, unknown>()
  const merged: unknown[] = []
  for (const { key, value } of map?.items ?? []) {
    const name = textOf(document, key) ?? ''
    if (name === '<<') merged.push(value)
    else entries.set(name, value)
  }
  for (const source of merged) {
    const maps = mapOf(document, source) ? [source] : (itemsOf(document, source) ?? [])
    for (const each of maps) {
      const base = mapOf(document, each)
      // Each base once: nested merges must not multiply.
      if (!base || seen.has(base)) continue
      seen.add(base)
      for (const [name, value] of entriesOf(document, base, seen)) {
        if (!entries.has(name)) entries.set(name, value)
      }
    }
  }
  return entries
}
