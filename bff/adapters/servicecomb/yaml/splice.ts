import { type Node, type Pair, type YAMLMap, type YAMLSeq, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'

/** A piece of a text that is replaced. */
export interface Splice {
  from: number
  to: number
  text: string
}

/** The text has to be rewritten here, without changing what it says, before the edit can be tried again. */
export class FirstRewrite extends Error {
  readonly splice: Splice
  constructor(splice: Splice) {
    super('the document must be rewritten first')
    this.splice = splice
  }
}

/** The text is written in a way that this cannot edit. */
export class NotEditable extends Error {}

/** The text with its pieces replaced. Throws `NotEditable` when two overlap. */
export function spliced(text: string, splices: Splice[]): string {
  let result = ''
  let at = 0
  for (const { from, to, text: piece } of splices.toSorted(
    (one, other) => one.from - other.from || one.to - other.to,
  )) {
    if (from < at) throw new NotEditable('two edits overlap')
    result += text.slice(at, from) + piece
    at = to
  }
  return result + text.slice(at)
}

/** Where a node begins. */
export function startOf(node: Node): number {
  if (!node.range) throw new NotEditable('a node without a place')
  return node.range[0]
}

/** Where a node's own text ends, blanks and line breaks behind it left out. */
export function endOf(text: string, node: Node): number {
  if (!node.range) throw new NotEditable('a node without a place')
  let end = node.range[1]
  while (end > node.range[0] && /\s/.test(text[end - 1] ?? '')) end -= 1
  return end
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Behind the line break of the line, or the text's end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

export const columnOf = (text: string, at: number): number => at - lineStart(text, at)

const pad = (column: number): string => `\n${' '.repeat(column)}`

const isFlow = (node: YAMLMap | YAMLSeq): boolean => node.flow === true

/** Where a collection stands: behind a dash or a key, or as the whole document. */
type Standing = 'item' | 'value' | 'document'

function blockLines(text: string, node: YAMLMap | YAMLSeq, column: number): string[] {
  const slice = (from: number, to: number) => text.slice(from, to).replaceAll(/\s*\n\s*/g, pad(column + 2))
  const covered: [number, number][] = []
  const cover = (part: unknown): string => {
    if (!isNode(part) || !part.range) return ''
    covered.push([part.range[0], part.range[1]])
    return slice(part.range[0], part.range[1])
  }
  const lines = isMap(node)
    ? node.items.map(({ key, value }) => `${cover(key)}: ${cover(value)}`.trimEnd())
    : node.items.map((item) => `- ${cover(item)}`)
  let at = startOf(node)
  for (const [from, to] of [...covered, [endOf(text, node), 0] as const]) {
    // Anything else in between would be a comment, an anchor or a tag.
    if (!/^[\s,:{}[\]]*$/.test(text.slice(at, from))) throw new NotEditable('comments between braces')
    at = to
  }
  return lines
}

function toBlock(text: string, node: YAMLMap | YAMLSeq, standing: Standing, parentColumn: number): Splice {
  const from = startOf(node)
  const column = standing === 'document' ? 0 : standing === 'item' ? columnOf(text, from) : parentColumn + 2
  const lines = blockLines(text, node, column).join(pad(column))
  return { from, to: endOf(text, node), text: standing === 'value' ? pad(column) + lines : lines }
}

/**
 * The collection in block style, ready to take lines. Throws `FirstRewrite` where it is in braces or an alias,
 * `NotEditable` where it is no such collection.
 */
export function blockMap(text: string, node: unknown, standing: Standing, parentColumn: number): YAMLMap {
  if (!isMap(node)) throw new NotEditable('not a map')
  if (isFlow(node)) throw new FirstRewrite(toBlock(text, node, standing, parentColumn))
  return node
}

export function blockSeq(text: string, node: unknown, standing: Standing, parentColumn: number): YAMLSeq {
  if (!isSeq(node)) throw new NotEditable('not a list')
  if (isFlow(node)) throw new FirstRewrite(toBlock(text, node, standing, parentColumn))
  return node
}

/** Offset of an item's dash in a block list. */
export function dashOf(seq: YAMLSeq, index: number): number {
  const token = seq.srcToken
  if (token?.type !== 'block-seq') throw new NotEditable('a list without dashes')
  const dash = token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')
  if (!dash) throw new NotEditable('an item without a dash')
  return dash.offset
}

/** Takes an item with its lines out of a block list. */
export function withoutItem(text: string, seq: YAMLSeq, index: number): Splice {
  const from = lineStart(text, dashOf(seq, index))
  const item = seq.items[index]
  if (!isNode(item) || columnOf(text, dashOf(seq, index)) !== columnOf(text, dashOf(seq, 0))) {
    throw new NotEditable('an item that cannot be taken out')
  }
  if (text.slice(from, dashOf(seq, index)).trim() !== '') throw new NotEditable('an item behind something else')
  return { from, to: lineEnd(text, endOf(text, item)), text: '' }
}

/** Puts lines (each ended by a line break) before an item, above the comment that stands right over it, or at the end. */
export function withItem(text: string, seq: YAMLSeq, before: number, lines: string): Splice {
  if (before >= seq.items.length) {
    const last = seq.items.at(-1)
    if (!isNode(last)) throw new NotEditable('a list without items')
    const at = lineEnd(text, endOf(text, last))
    return { from: at, to: at, text: (text[at - 1] === '\n' ? '' : '\n') + lines }
  }
  const own = lineStart(text, dashOf(seq, before))
  const at = before === 0 ? own : aboveComments(text, own)
  return { from: at, to: at, text: lines }
}

function aboveComments(text: string, at: number): number {
  let from = at
  while (from > 0) {
    const above = lineStart(text, from - 1)
    if (!text.slice(above, from).trimStart().startsWith('#')) break
    from = above
  }
  return from
}

/** A pair's key as text. */
export const pairKey = ({ key }: Pair): string | undefined => (isScalar(key) ? key.source : undefined)

/** A map's own pair with this key; a repeated key's last one counts. */
export const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.findLast((pair) => pairKey(pair) === key)

const keyStart = (pair: Pair | undefined): number => {
  if (!isNode(pair?.key)) throw new NotEditable('a key without a place')
  return startOf(pair.key)
}

const pairEnd = (text: string, { key, value }: Pair): number => {
  const ends = [key, value].filter(isNode).map((node) => endOf(text, node))
  return Math.max(...ends)
}

/** Takes a pair out of a block map that has others, too. */
export function withoutPair(text: string, map: YAMLMap, pair: Pair): Splice {
  const from = keyStart(pair)
  const line = lineStart(text, from)
  if (text.slice(line, from).trim() === '') return { from: line, to: lineEnd(text, pairEnd(text, pair)), text: '' }
  // The first pair shares its line with the dash: the next one moves up.
  return { from, to: keyStart(map.items[map.items.indexOf(pair) + 1]), text: '' }
}

/** Puts a pair before another one of a block map. */
export function pairBefore(text: string, next: Pair, pair: string): Splice {
  const at = keyStart(next)
  return { from: at, to: at, text: pair + pad(columnOf(text, at)) }
}

/** Puts a pair at the end of a block map. */
export function pairAtEnd(text: string, map: YAMLMap, pair: string): Splice {
  const last = map.items.at(-1)
  if (!last) throw new NotEditable('a map without pairs')
  const end = text.indexOf('\n', pairEnd(text, last))
  const at = end < 0 ? text.length : end
  return { from: at, to: at, text: pad(columnOf(text, keyStart(map.items[0]))) + pair }
}

/** Replaces a pair, key and value. */
export const pairReplaced = (text: string, pair: Pair, by: string): Splice => ({
  from: keyStart(pair),
  to: pairEnd(text, pair),
  text: by,
})

/** Sets a number in a map of either style. */
export function withNumber(text: string, map: YAMLMap, key: string, value: number): Splice {
  const pair = pairOf(map, key)
  if (pair) {
    if (!isNode(pair.value) || !pair.value.range) throw new NotEditable(`${key} has no place`)
    const [from, to] = pair.value.range
    // Without a value the node is empty and stands right behind the colon.
    return { from, to, text: from === to ? ` ${value}` : String(value) }
  }
  const from = startOf(map)
  if (isFlow(map)) return { from: from + 1, to: from + 1, text: `${key}: ${value}${map.items.length > 0 ? ', ' : ''}` }
  return { from, to: from, text: `${key}: ${value}${pad(columnOf(text, from))}` }
}

/** Writes out what an alias stands for. */
export function expanded(text: string, alias: Node, meant: string): Splice {
  if (!isAlias(alias)) throw new NotEditable('not an alias')
  return { from: startOf(alias), to: endOf(text, alias), text: meant }
}
