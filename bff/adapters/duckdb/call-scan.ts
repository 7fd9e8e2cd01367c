import type { Visibility } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type {
  CallBatch,
  CallColumns,
  CallSelection,
  NumberColumn,
  Text,
  TextColumn,
  TextValues,
} from '../../ports/call-selection.ts'
import { type ColumnsAnswer, type ColumnsQuestion, type PackedNumbers, unpacked } from './columnar.ts'
import type { AnsweredRow } from './rows.ts'
import { numberOf, sampled, selectedBy, textIn, textOf } from './selection.ts'
import { raw, type Sql, sql } from './sql.ts'

/** Calls that are read at once, about: some tenths of a second and a few megabytes. */
const batchRows = 200_000
/** A window is counted in so many steps, to be cut into stretches of about equal size. */
const steps = 5000

/** Length of a window's steps in microseconds. */
export const stepOf = ({ from, to }: Window): number =>
  Math.max(1000, Math.ceil((microsOf(to) - microsOf(from)) / steps))

/** Counts the calls of each step. */
export const stepsQuery = (selection: CallSelection, visibility: Visibility): Sql =>
  sql`SELECT (at_us - ${microsOf(selection.window.from)}::BIGINT) // ${stepOf(selection.window)}::BIGINT AS step, count(*) AS calls
      FROM call WHERE ${selectedBy(selection, visibility)} GROUP BY step ORDER BY step`

/** From inclusive, to exclusive, in microseconds since 1970. */
export interface Stretch {
  from: number
  to: number
}

/** Cuts the counted window into stretches of which each has about as many calls as a batch; oldest first, empty ones left out. */
export function stretchesOf(counted: readonly AnsweredRow[], window: Window, oneIn: number): Stretch[] {
  const [begin, step] = [microsOf(window.from), stepOf(window)]
  const stretches: Stretch[] = []
  let held = 0
  for (const row of counted) {
    const from = begin + Number(row['step']) * step
    const calls = Number(row['calls']) / oneIn
    const last = stretches.at(-1)
    if (!last || held + calls > batchRows) {
      stretches.push({ from, to: from + step })
      held = calls
    } else {
      last.to = from + step
      held += calls
    }
  }
  return stretches
}

interface Asked<Texts extends TextColumn, Numbers extends NumberColumn> {
  selection: CallSelection
  columns: CallColumns<Texts, Numbers>
  oneIn: number
  stretches: readonly Stretch[]
  visibility: Visibility
}

/** Reads stretch after stretch, one ahead of whoever takes them. */
export async function* batchesIn<Texts extends TextColumn, Numbers extends NumberColumn>(
  asked: Asked<Texts, Numbers>,
  ask: (question: ColumnsQuestion) => Promise<ColumnsAnswer>,
): AsyncGenerator<CallBatch<Texts, Numbers>> {
  const { columns, stretches } = asked
  const inOrder = columns.order === 'oldest-first' ? stretches : stretches.toReversed()
  const dictionaries = columns.texts.map((column) => dictionaryOf(column))
  const read = (stretch: Stretch | undefined) => stretch && quietly(ask(questionOf(asked, stretch)))
  let next = read(inOrder[0])
  for (const index of inOrder.keys()) {
    const answer = await next
    next = read(inOrder[index + 1])
    if (answer && answer.rows > 0) yield batchOf(columns, dictionaries, answer)
  }
}

/** A read ahead that fails is told to whoever comes for it, and to nobody else. */
function quietly<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

function questionOf<Texts extends TextColumn, Numbers extends NumberColumn>(
  { selection, columns, oneIn, visibility }: Asked<Texts, Numbers>,
  { from, to }: Stretch,
): ColumnsQuestion {
  return {
    texts: columns.texts.map((column) => textOf(column, selection, visibility)),
    numbers: [raw('at_us'), ...columns.numbers.map(numberOf)],
    where: sql`${selectedBy(selection, visibility)} AND at_us >= ${from}::BIGINT AND at_us < ${to}::BIGINT AND ${sampled(oneIn)}`,
    order: raw(columns.order === 'oldest-first' ? 'at_us' : '-at_us'),
  }
}

/** The values of a text column that were met so far. */
interface Dictionary {
  values: Text[]
  codes: Map<string | undefined, number>
  readBack(found: string | undefined): Text
}

const dictionaryOf = (column: TextColumn): Dictionary => ({
  values: [],
  codes: new Map(),
  readBack: (found) => textIn(column, found),
})

function batchOf<Texts extends TextColumn, Numbers extends NumberColumn>(
  { texts, numbers }: CallColumns<Texts, Numbers>,
  dictionaries: readonly Dictionary[],
  answer: ColumnsAnswer,
): CallBatch<Texts, Numbers> {
  const [at, ...others] = answer.numbers.map(unpackedFloats)
  const textEntries = texts.map((column, index): [Texts, TextValues] => [
    column,
    codesOf(dictionaries[index] ?? dictionaryOf(column), answer.texts[index]),
  ])
  return {
    rows: answer.rows,
    at: at ?? new Float64Array(),
    texts: Object.fromEntries(textEntries) as Record<Texts, TextValues>, // one entry for each that was asked for
    numbers: Object.fromEntries(numbers.map((column, index) => [column, others[index]])) as Record<
      Numbers,
      Float64Array
    >, // likewise
  }
}

function unpackedFloats(packed: PackedNumbers): Float64Array {
  const numbers = unpacked(packed)
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers)
}

/** Turns the codes of one answer into those of the whole scan. */
function codesOf(dictionary: Dictionary, answered: ColumnsAnswer['texts'][number] | undefined): TextValues {
  const { values } = dictionary
  if (!answered) return { values, codes: new Uint32Array() }
  const lasting = [undefined, ...answered.values].map((found) => lastingCode(dictionary, found))
  const own = unpacked(answered.codes)
  // A loop, since `from` with a function takes many times as long over so many.
  const codes = new Uint32Array(own.length)
  for (let row = 0; row < own.length; row += 1) codes[row] = lasting[own[row] ?? 0] ?? 0
  return { values, codes }
}

function lastingCode({ values, codes, readBack }: Dictionary, found: string | undefined): number {
  const known = codes.get(found)
  if (known !== undefined) return known
  codes.set(found, values.length)
  return values.push(readBack(found)) - 1
}
