import { type Document, LineCounter, type Node, isMap, isNode, isScalar, parseAllDocuments, visit } from 'yaml'
import { parseWith } from '#shared/contract/parse.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import { PolicyDocument } from '#shared/features/policy-transfer/model.ts'
import { nestsTooDeep } from '../../mesh/yaml-text.ts'

/** Findings that are told of one text; further ones follow when these are mended. */
const mostFindings = 50

type Lines = LineCounter

/**
 * Reads a text that somebody brings in. Throws `transfer-not-yaml`, `transfer-several-documents`, `transfer-alias`,
 * `transfer-key-twice`, `transfer-too-deep` with their line, and `transfer-unusable` with findings whose `line` says where.
 */
export function parseTransfer(text: string): PolicyDocument {
  if (nestsTooDeep(text)) throw new Problem('transfer-too-deep', { field: 'from.text' })
  const lines = new LineCounter()
  const document = documentIn(text, lines)
  refuseReferences(document, lines)
  const parsed = parseWith(PolicyDocument, document.toJS({ maxAliasCount: 0 }))
  if (parsed.ok) return parsed.value
  const findings = parsed.findings.slice(0, mostFindings).map((finding) => withLine(finding, document, lines))
  throw new Problem('transfer-unusable', { field: 'from.text', findings })
}

function documentIn(text: string, lineCounter: Lines): Document.Parsed {
  // Whether keys are unique is looked at below: the parser's own way compares each pair.
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, uniqueKeys: false, stringKeys: true })
  const [document, second] = Array.isArray(documents) ? documents : []
  if (!document) throw new Problem('transfer-unusable', { field: 'from.text' })
  const wrong = document.errors[0] ?? document.warnings[0]
  if (wrong) throw refusal('transfer-not-yaml', lineAt(wrong.pos[0], lineCounter), { source: wrong.message })
  if (second) throw refusal('transfer-several-documents', lineAt(second.range[0], lineCounter))
  return document
}

/** An alias may stand for more than the text is long, and of two equal keys one would be lost. */
function refuseReferences(document: Document.Parsed, lines: Lines): void {
  visit(document, {
    Alias(_, alias) {
      throw refusal('transfer-alias', lineOf(alias, lines))
    },
    Map(_, { items }) {
      const seen = new Set<string>()
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : ''
        if (seen.has(name)) throw refusal('transfer-key-twice', isNode(key) ? lineOf(key, lines) : 1, { key: name })
        seen.add(name)
      }
    },
  })
}

type Code = 'transfer-not-yaml' | 'transfer-several-documents' | 'transfer-alias' | 'transfer-key-twice'

const refusal = (code: Code, line: number, { key, source }: { key?: string; source?: string } = {}): Problem =>
  new Problem(code, {
    params: { line, ...(key === undefined ? {} : { key: key.slice(0, 80) }) },
    field: 'from.text',
    ...(source === undefined ? {} : { source: source.slice(0, 400) }),
  })

/** A finding with the line of what it is about: of the innermost place on its way that the text has. */
function withLine(finding: Finding, document: Document.Parsed, lines: Lines): Finding {
  let node: Node | undefined = document.contents ?? undefined
  let line = node ? lineOf(node, lines) : 1
  for (const step of finding.field?.split('.') ?? []) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (isNode(pair?.key)) line = lineOf(pair.key, lines)
    }
    const inner: unknown = node && 'getIn' in node ? node.getIn([step], true) : undefined
    if (!isNode(inner)) break
    if (!isMap(node)) line = lineOf(inner, lines)
    node = inner
  }
  return { ...finding, params: { ...finding.params, line } }
}

const lineOf = ({ range }: Node, lines: Lines): number => lineAt(range?.[0] ?? 0, lines)

/** Counted from 1. */
const lineAt = (offset: number, lines: Lines): number => lines.linePos(offset).line
