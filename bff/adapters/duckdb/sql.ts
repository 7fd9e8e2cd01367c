/** A value that a statement takes in place of a `?`. Columns of more than 53 bits take decimal text and a cast. */
export type Param = string | number | boolean | null | string[]

/** A piece of SQL with the values of its placeholders, in order. Values never become text of the statement. */
export interface Sql {
  readonly text: string
  readonly params: readonly Param[]
}

/** Builds a piece of SQL; pieces within it keep their own values. */
export function sql(strings: TemplateStringsArray, ...values: (Param | Sql)[]): Sql {
  let text = strings[0] ?? ''
  const params: Param[] = []
  for (const [index, value] of values.entries()) {
    if (isSql(value)) {
      text += value.text
      params.push(...value.params)
    } else {
      text += '?'
      params.push(value)
    }
    text += strings[index + 1] ?? ''
  }
  return { text, params }
}

const isSql = (value: Param | Sql): value is Sql => typeof value === 'object' && value !== null && 'text' in value

/** Text of the statement itself; only for what the program says, never for a value. */
export const raw = (text: string): Sql => ({ text, params: [] })

/** Joins pieces by a word. */
export const joined = (pieces: readonly Sql[], word: string): Sql => ({
  text: pieces.map((piece) => piece.text).join(word),
  params: pieces.flatMap((piece) => piece.params),
})

/** True when all are; without any, true. */
export const allOf = (pieces: readonly Sql[]): Sql =>
  pieces.length === 0 ? raw('TRUE') : sql`(${joined(pieces, ' AND ')})`

/** True when one is; without any, false. */
export const anyOf = (pieces: readonly Sql[]): Sql =>
  pieces.length === 0 ? raw('FALSE') : sql`(${joined(pieces, ' OR ')})`

/** Text in which LIKE finds nothing but itself; goes with `ESCAPE '\'`. */
export const literalLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`)
