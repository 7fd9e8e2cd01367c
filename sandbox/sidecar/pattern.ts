import { RE2JS } from 're2js'

/** A pattern that is no POSIX extended regular expression: Mesher panics on it and drops the connection. */
export class InvalidPattern extends Error {}

// What RE2's Perl syntax adds to POSIX ERE, as Go's regexp.CompilePOSIX refuses it (servicecomb.md 3.3).
const perlOnly = /\\[dDsSwWbBAzCQEpP]|\(\?/

const compiled = new Map<string, RE2JS | InvalidPattern>()

/**
 * Whether the pattern is found anywhere in the value.
 * @throws InvalidPattern
 */
export function patternMatches(pattern: string, value: string): boolean {
  let regex = compiled.get(pattern)
  if (!regex) {
    regex = compile(pattern)
    if (compiled.size > 500) compiled.clear()
    compiled.set(pattern, regex)
  }
  if (regex instanceof InvalidPattern) throw regex
  return regex.matcher(value).find()
}

function compile(pattern: string): RE2JS | InvalidPattern {
  const escapesRemoved = pattern.replaceAll('\\\\', '')
  if (perlOnly.test(escapesRemoved)) return new InvalidPattern(pattern)
  try {
    return RE2JS.compile(pattern)
  } catch {
    return new InvalidPattern(pattern)
  }
}
