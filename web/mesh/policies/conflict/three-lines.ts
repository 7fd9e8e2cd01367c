import { type DiffLine, diffLines, pairLines } from '../../../ui/diff/lines.ts'

/** A line of one of the texts; `changed`: it is not so in the base. */
export interface SideLine {
  text: string
  changed: boolean
}

/** What stands beside each other in three texts; absent where a text has nothing there. `contested`: both sides changed it, each otherwise. */
export interface ThreeLines {
  base?: string
  theirs?: SideLine
  mine?: SideLine
  contested: boolean
}

/** Three texts line by line, along the base. */
export function threeLines(base: string, theirs: string, mine: string): ThreeLines[] {
  const [one, other] = [alongBase(base, theirs), alongBase(base, mine)]
  const lines = linesOf(base)
  return [...Array(lines.length + 1).keys()].flatMap((place) => {
    const [beside, besideOther] = [one.added[place] ?? [], other.added[place] ?? []]
    const rows = [...Array(Math.max(beside.length, besideOther.length)).keys()].map((index) =>
      rowOf(undefined, beside[index], besideOther[index]),
    )
    const text = lines[place - 1]
    // What is added after a line follows it; place 0 is the beginning.
    return text === undefined ? rows : [rowOf(text, one.kept[place], other.kept[place]), ...rows]
  })
}

function rowOf(base: string | undefined, theirs: string | undefined, mine: string | undefined): ThreeLines {
  const side = (text: string | undefined) => (text === undefined ? undefined : { text, changed: text !== base })
  const [one, other] = [side(theirs), side(mine)]
  return {
    ...(base !== undefined && { base }),
    ...(one && { theirs: one }),
    ...(other && { mine: other }),
    contested: theirs !== base && mine !== base && theirs !== mine,
  }
}

/** What a text has in the place of each line of the base (from 1), and what it adds after it; 0 is before the first. */
function alongBase(base: string, text: string): { kept: (string | undefined)[]; added: string[][] } {
  const kept: (string | undefined)[] = []
  const added: string[][] = []
  let place = 0
  for (const { left, right } of pairLines(diffLines(base, text))) {
    if (left) {
      place += 1
      kept[place] = right && wordsOf(right)
    } else if (right) {
      added[place] = [...(added[place] ?? []), wordsOf(right)]
    }
  }
  return { kept, added }
}

const wordsOf = ({ parts }: DiffLine): string => parts.map(({ text }) => text).join('')

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))
