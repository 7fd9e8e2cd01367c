import { Lexer, parseDocument } from 'yaml'

/** More than any policy's own levels and those around it. */
const deepest = 64

/**
 * Whether a text nests deeper than policies do. A parser calls itself for each level, and tells what is wrong of each: what opens too
 * many brackets, or too many lists in one line, is not given to it. Levels by indentation grow with the square root of the text alone.
 */
export function nestsTooDeep(text: string): boolean {
  let [brackets, inLine] = [0, 0]
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets += 1
    else if (token === ']' || token === '}') brackets -= 1
    else if (token === '-' || token === '?') inLine += 1
    else if (token.endsWith('\n')) inLine = 0
    if (brackets + inLine > deepest) return true
  }
  return false
}

/** Where a text stops being YAML, of which JSON is a part; both counted from 1. */
export interface YamlFault {
  line: number
  column: number
  /** The parser's own words. */
  source: string
}

/** The first place at which a text is no YAML, read as leniently as data planes do; undefined where all of it is. */
export function yamlFault(text: string): YamlFault | undefined {
  const [error] = parseDocument(text, { uniqueKeys: false, strict: false, merge: true }).errors
  if (!error) return undefined
  const { line = 1, col = 1 } = error.linePos?.[0] ?? {}
  return { line, column: col, source: (error.message.split(/ at line \d/)[0] ?? '').slice(0, 400) }
}
