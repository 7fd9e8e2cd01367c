type Labels = Readonly<Record<string, string>>

/** Labels as a person types them: `zone=a`. */
export const entriesOf = (labels: Labels): string[] => Object.entries(labels).map(([name, value]) => `${name}=${value}`)

/** What was typed as labels; what names no value is left out, and of one name the last counts. */
export function labelsOf(entries: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const entry of entries) {
    const at = entry.indexOf('=')
    const [name, value] = [entry.slice(0, at).trim(), entry.slice(at + 1).trim()]
    if (at > 0 && name !== '' && value !== '') labels[name] = value
  }
  return labels
}
