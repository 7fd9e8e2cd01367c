import type { z } from 'zod'

/** One condition as an address has it; several values are alternatives. */
export interface Term<Field extends string> {
  field: Field
  values: string[]
}

/** Conditions of an address, and the filter that they make; without `filter` nothing may be asked: some names are wrong. */
export interface AddressFilter<Field extends string, Filter> {
  terms: Term<Field>[]
  filter?: Filter
  /** Parameters that are no condition, or whose value cannot be one. */
  wrong: string[]
}

interface Asked<Field extends string, Schema extends z.ZodType> {
  /** What the conditions come to; its parts are the fields. */
  schema: Schema
  /** Every field, in the order in which conditions stand. */
  fields: readonly Field[]
  /** Whether several values are alternatives; the others hold one value. */
  takesMany: (field: Field) => boolean
  /** What else the address of the page holds. */
  otherNames: ReadonlySet<string>
}

/** How one page keeps its conditions in its address. */
export function addressOf<Field extends string, Schema extends z.ZodType>(asked: Asked<Field, Schema>) {
  const { schema, fields, takesMany, otherNames } = asked
  const isField = (name: string) => (fields as readonly string[]).includes(name)
  return {
    /** Reads the filter out of an address. What it does not understand is named, so that it never widens the answer. */
    filterOf(search: URLSearchParams): AddressFilter<Field, z.output<Schema>> {
      const unknown = [...new Set(search.keys())].filter((name) => !isField(name) && !otherNames.has(name))
      const terms = fields
        .map((field) => ({ field, values: valuesOf(search, field) }))
        .filter(({ values }) => values.length > 0)
      const parsed = schema.safeParse(
        Object.fromEntries(terms.map(({ field, values }) => [field, takesMany(field) ? values : values[0]])),
      )
      if (parsed.success && unknown.length === 0) return { terms, filter: parsed.data, wrong: [] }
      const invalid = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? []
      return { terms, wrong: [...new Set([...unknown, ...invalid])] }
    },

    /** The address without any condition, known or not; the rest stays. */
    withoutFilter(search: URLSearchParams): URLSearchParams {
      const after = new URLSearchParams(search)
      for (const name of new Set(search.keys())) if (!otherNames.has(name)) after.delete(name)
      return after
    },

    /** The address with one more alternative; a field that holds one value gets this one instead. */
    withValue(search: URLSearchParams, field: Field, value: string): URLSearchParams {
      const before = takesMany(field) ? valuesOf(search, field) : []
      return withValues(search, field, [...new Set([...before, value])])
    },

    /** Whether a text could be a value of a field. */
    isValueOf: (field: Field, value: string): boolean =>
      schema.safeParse({ [field]: takesMany(field) ? [value] : value }).success,
  }
}

/** The values of a condition, each once. */
const valuesOf = (search: URLSearchParams, field: string): string[] => [
  ...new Set(search.getAll(field).filter((value) => value !== '')),
]

/** The address with a field's values replaced; no values remove the condition. The rest stays. */
export function withValues(search: URLSearchParams, field: string, values: readonly string[]): URLSearchParams {
  const after = new URLSearchParams(search)
  after.delete(field)
  for (const value of values) after.append(field, value)
  return after
}
