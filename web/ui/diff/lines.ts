export interface DiffPart {
  text: string
  /** Whether these very words differ. */
  changed: boolean
}

/** A line of a difference; `left` and `right` are its numbers, absent on the side where it does not stand. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  left?: number
  right?: number
  parts: DiffPart[]
}

// Above this many comparisons the middle is shown as replaced: a screen of differences is no help there anyway.
const mostComparisons = 4_000_000

interface Edit<Item> {
  kind: DiffLine['kind']
  item: Item
}

/** Longest common subsequence of two lists, after equal ends are set aside. */
export function differenceOf<Item>(before: readonly Item[], after: readonly Item[]): Edit<Item>[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let tail = 0
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1
  }
  const same = (items: readonly Item[]) => items.map((item): Edit<Item> => ({ kind: 'same', item }))
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - tail), after.slice(start, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ]
}

function middle<Item>(before: Item[], after: Item[]): Edit<Item>[] {
  const replaced = [
    ...before.map((item): Edit<Item> => ({ kind: 'removed', item })),
    ...after.map((item): Edit<Item> => ({ kind: 'added', item })),
  ]
  if (before.length === 0 || after.length === 0 || before.length * after.length > mostComparisons) return replaced

  const width = after.length + 1
  const common = new Uint32Array((before.length + 1) * width)
  const at = (left: number, right: number) => common[left * width + right] ?? 0
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      common[left * width + right] =
        before[left] === after[right] ? at(left + 1, right + 1) + 1 : Math.max(at(left + 1, right), at(left, right + 1))
    }
  }

  const edits = new Array<Edit<Item>>()
  let [left, right] = [0, 0]
  while (left < before.length || right < after.length) {
    const [one, other] = [before[left], after[right]] as [Item, Item] // read only where the index is inside
    if (left < before.length && right < after.length && one === other) {
      edits.push({ kind: 'same', item: one })
      left += 1
      right += 1
    } else if (right >= after.length || (left < before.length && at(left + 1, right) >= at(left, right + 1))) {
      edits.push({ kind: 'removed', item: one })
      left += 1
    } else {
      edits.push({ kind: 'added', item: other })
      right += 1
    }
  }
  return edits
}

const whole = (text: string): DiffPart[] => [{ text, changed: false }]

/** The difference of two texts by lines; lines that replace each other also tell which words differ. */
export function diffLines(before: string, after: string): DiffLine[] {
  let [left, right] = [0, 0]
  const lines = differenceOf(linesOf(before), linesOf(after)).map(({ kind, item }): DiffLine => {
    if (kind !== 'added') left += 1
    if (kind !== 'removed') right += 1
    const numbers = { ...(kind !== 'added' && { left }), ...(kind !== 'removed' && { right }) }
    return { kind, ...numbers, parts: whole(item) }
  })
  markWords(lines)
  return lines
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

/** Pairs each run of removed lines with the added ones right after it. */
function markWords(lines: DiffLine[]): void {
  for (let index = 0; index < lines.length; index += 1) {
    if (lines[index]?.kind !== 'removed') continue
    let end = index
    while (lines[end]?.kind === 'removed') end += 1
    for (let offset = 0; index + offset < end && lines[end + offset]?.kind === 'added'; offset += 1) {
      const [removed, added] = [lines[index + offset], lines[end + offset]]
      if (removed && added) markPair(removed, added)
    }
    index = end
  }
}

function markPair(removed: DiffLine, added: DiffLine): void {
  const wordsOf = (line: DiffLine) => (line.parts[0]?.text ?? '').split(/(\s+|[^\w.])/).filter((word) => word !== '')
  const edits = differenceOf(wordsOf(removed), wordsOf(added))
  // Where hardly a word is shared, marking nearly everything says nothing.
  const shared = edits.filter((edit) => edit.kind === 'same' && edit.item.trim() !== '').length
  if (shared === 0) return
  const side = (kind: 'removed' | 'added') =>
    edits
      .filter((edit) => edit.kind === 'same' || edit.kind === kind)
      .map((edit): DiffPart => ({ text: edit.item, changed: edit.kind !== 'same' }))
  removed.parts = side('removed')
  added.parts = side('added')
}

/** Two lines that stand beside each other; absent where one side has nothing to set against the other. */
export interface LinePair {
  left?: DiffLine
  right?: DiffLine
}

/** A difference for two columns: each run of removed lines beside the added ones that replace it. */
export function pairLines(lines: readonly DiffLine[]): LinePair[] {
  const pairs = new Array<LinePair>()
  let [removed, added] = [new Array<DiffLine>(), new Array<DiffLine>()]
  const settle = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const [left, right] = [removed[index], added[index]]
      pairs.push({ ...(left && { left }), ...(right && { right }) })
    }
    ;[removed, added] = [[], []]
  }
  for (const line of lines) {
    if (line.kind === 'removed') removed.push(line)
    else if (line.kind === 'added') added.push(line)
    else {
      settle()
      pairs.push({ left: line, right: line })
    }
  }
  settle()
  return pairs
}
