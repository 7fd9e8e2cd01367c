const numbers = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10) || 0)

/** Compares dotted versions by number, part by part ("1.10.0" after "1.9.0"); for sorting, oldest first. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbers(one), numbers(other)]
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return one.localeCompare(other)
}
