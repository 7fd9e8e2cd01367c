/** The configuration that is in force, read as go-chassis reads it: every value is a text. */
export interface Settings {
  get(key: string): string | undefined
  /** Undefined when the key is absent or holds no whole number. */
  integer(key: string): number | undefined
  /** The fallback when the key is absent or holds no truth value. */
  flag(key: string, fallback: boolean): boolean
  /** Keys that begin so, in alphabetical order. */
  keys(prefix: string): string[]
  set(key: string, value: string | undefined): void
}

export function settings(initial: Readonly<Record<string, string>> = {}): Settings {
  const values = new Map(Object.entries(initial))
  return {
    get: (key) => values.get(key),
    integer(key) {
      const value = values.get(key)?.trim() ?? ''
      return /^[+-]?\d+$/.test(value) ? Number(value) : undefined
    },
    flag: (key, fallback) => truthOf(values.get(key)) ?? fallback,
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
    set(key, value) {
      if (value === undefined) values.delete(key)
      else values.set(key, value)
    },
  }
}

// Go's strconv.ParseBool.
function truthOf(value: string | undefined): boolean | undefined {
  if (/^(1|t|T|true|True|TRUE)$/.test(value ?? '')) return true
  return /^(0|f|F|false|False|FALSE)$/.test(value ?? '') ? false : undefined
}
