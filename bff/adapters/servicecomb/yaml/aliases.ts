import { type Document, type Pair, type YAMLMap, Document as YamlDocument, isAlias, visit } from 'yaml'
import type { DataPlane } from '../frameworks.ts'
import { FirstRewrite, NotEditable, expanded, spliced } from './splice.ts'
import { parseYaml } from './view.ts'

/** The text under edit, parsed, and who reads it. */
export interface Place {
  text: string
  document: Document
  plane: DataPlane
}

// As many aliases as this are written out; a document of 128 KiB that holds more is not edited.
const mostAliases = 400

/** The map itself; throws `FirstRewrite` where only an alias of it stands in the list. */
export function ownMap({ text, document }: Place, node: YAMLMap): YAMLMap {
  const uses: unknown[] = []
  visit(document, { Alias: (_, alias) => void (alias.resolve(document) === node && uses.push(alias)) })
  const [alias] = uses
  if (isAlias(alias)) throw new FirstRewrite(expanded(text, alias, meantBy(document, alias)))
  return node
}

/** A pair's value that is to be edited, written out where it is an alias. */
export function ownValue({ text, document }: Place, pair: Pair): unknown {
  if (isAlias(pair.value)) throw new FirstRewrite(expanded(text, pair.value, meantBy(document, pair.value)))
  return pair.value
}

function meantBy(document: Document, alias: unknown): string {
  const node = isAlias(alias) ? alias.resolve(document) : undefined
  if (!node) throw new NotEditable('an alias of nothing')
  const copy = node.clone() as typeof node // a copy is of the same kind
  visit(copy, {
    Alias: () => {
      throw new NotEditable('aliases in an alias')
    },
  })
  delete copy.anchor // the copy is no place to refer to
  const flow = new YamlDocument(copy).toString({ lineWidth: 0, collectionStyle: 'flow' }).trim()
  // In one line, so that it can stand wherever the alias stood.
  if (flow.includes('#')) throw new NotEditable('comments in an alias')
  return flow.replaceAll(/\s*\n\s*/g, ' ')
}

/** Every alias written out, innermost first, so that an edit touches one place alone. */
export function withoutAliases(original: string): string {
  let text = original
  for (let round = 0; round < mostAliases; round += 1) {
    const document = parseYaml(text)
    const aliases: unknown[] = []
    visit(document, { Alias: (_, alias) => void aliases.push(alias) })
    const [first] = aliases
    if (!isAlias(first)) return text
    try {
      text = spliced(text, [expanded(text, first, meantBy(document, first))])
    } catch (error) {
      if (error instanceof NotEditable) return text
      throw error
    }
  }
  return text
}
