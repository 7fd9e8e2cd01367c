/**
 * A line of a pretty-printed body. `masked` and `dropped` stand in the place of a value that is not shown;
 * a text of which only a part was masked has the mask in it.
 */
export interface JsonLine {
  indent: number
  /** Name of the field, without quotes. */
  name?: string
  /** Brackets or a plain value as JSON writes it. */
  text?: string
  masked?: true
  dropped?: true
  comma: boolean
}

/** What the collector leaves of a secret value: it was never stored. */
const dropped = '[dropped]'

/** What stands in the place of a personal value, alone or within a longer text. */
export const mask = '•••'

/** A JSON text line by line, with the masked fields marked; undefined where the text is no JSON. */
export function jsonLines(text: string, masked: readonly string[]): JsonLine[] | undefined {
  const whole = parsed(text)
  if (!whole) return undefined
  const lines = new Array<JsonLine>()
  write(whole.value, { path: [], indent: 0, comma: false }, new Set(masked), lines)
  return lines
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { value } : undefined
  } catch {
    return undefined
  }
}

interface Place {
  path: readonly string[]
  name?: string
  indent: number
  comma: boolean
}

function write(value: unknown, place: Place, masked: ReadonlySet<string>, lines: JsonLine[]): void {
  const { path, indent, comma } = place
  const head = { indent, ...(place.name === undefined ? {} : { name: place.name }) }
  if (masked.has(path.join('.')) && !isPartly(value)) {
    lines.push({ ...head, masked: true, comma })
  } else if (value === dropped) {
    lines.push({ ...head, dropped: true, comma })
  } else if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    lines.push({ ...head, text: JSON.stringify(value), comma })
  } else {
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
    const entries = Object.entries(value)
    lines.push({ ...head, text: open, comma: false })
    entries.forEach(([key, inner], index) => {
      const name = Array.isArray(value) ? {} : { name: key }
      const inside = { path: [...path, key], ...name, indent: indent + 1, comma: index < entries.length - 1 }
      write(inner, inside, masked, lines)
    })
    lines.push({ indent, text: close, comma })
  }
}

const isPartly = (value: unknown): boolean => typeof value === 'string' && value !== mask && value.includes(mask)
