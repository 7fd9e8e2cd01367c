import { type Document, type YAMLMap } from 'yaml'
import {
  FirstRewrite,
  NotEditable,
  blockMap,
  columnOf,
  pairAtEnd,
  pairOf,
  pairReplaced,
  spliced,
  startOf,
  withoutPair,
} from './splice.ts'
import { parseYaml } from './view.ts'

/** A pair as it shall stand, its further lines indented by the given column; undefined takes it out. */
export type WantedPair = ((column: number) => string) | undefined

/** Where the map is that is edited. */
export interface MapPlace {
  /** The map's node in a freshly parsed document. */
  find(document: Document): unknown
  /** Whether it is the whole document or stands behind a dash of a list. */
  standing: 'document' | 'item'
}

// Each rewrite opens one pair of braces.
const mostRewrites = 50

/**
 * The text with pairs of one map set and taken out; everything else stays byte for byte, comments included.
 * Undefined where the text cannot be edited so.
 */
export function withPairs(
  original: string,
  place: MapPlace,
  wanted: ReadonlyMap<string, WantedPair>,
): string | undefined {
  let text = original
  for (const [key, pair] of wanted) {
    const next = withPair(text, place, key, pair)
    if (next === undefined) return undefined
    text = next
  }
  return text
}

function withPair(original: string, { find, standing }: MapPlace, key: string, wanted: WantedPair): string | undefined {
  let text = original
  for (let round = 0; round < mostRewrites; round += 1) {
    try {
      const map = blockMap(text, find(parseYaml(text)), standing, 0)
      return setPair(text, map, key, wanted)
    } catch (error) {
      if (error instanceof NotEditable) return undefined
      if (!(error instanceof FirstRewrite)) throw error
      text = spliced(text, [error.splice])
    }
  }
  return undefined
}

function setPair(text: string, map: YAMLMap, key: string, wanted: WantedPair): string {
  const old = pairOf(map, key)
  if (!wanted) {
    if (!old) return text
    if (map.items.length === 1) throw new NotEditable('the last pair of a map')
    return spliced(text, [withoutPair(text, map, old)])
  }
  const pair = wanted(columnOf(text, startOf(map)))
  return spliced(text, [old ? pairReplaced(text, old, pair) : pairAtEnd(text, map, pair)])
}
