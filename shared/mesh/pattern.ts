import { RE2JS } from 're2js'

/**
 * Why a pattern may not be used. Patterns are the common subset of POSIX ERE and RE2: what one of the
 * two reads differently is refused, for on Mesher a pattern that cannot be read drops every call.
 */
export type PatternFault = 'not-posix' | 'unreadable'

// What RE2 adds to POSIX ERE, as Go's regexp.CompilePOSIX refuses it: classes, anchors, groups with flags, lazy repetition.
const beyondPosix = /\\[dDsSwWbBAzCQEpPaftnrvx0-9]|\(\?|[*+?}]\?/

const compiled = new Map<string, RE2JS | PatternFault>()
const keptPatterns = 500

function compile(pattern: string): RE2JS | PatternFault {
  if (beyondPosix.test(pattern.replaceAll('\\\\', ''))) return 'not-posix'
  try {
    return RE2JS.compile(pattern)
  } catch {
    return 'unreadable'
  }
}

function lookUp(pattern: string): RE2JS | PatternFault {
  const known = compiled.get(pattern)
  if (known) return known
  if (compiled.size >= keptPatterns) compiled.clear()
  const made = compile(pattern)
  compiled.set(pattern, made)
  return made
}

/** What is wrong with a pattern; undefined when it may be used. */
export function patternFault(pattern: string): PatternFault | undefined {
  const made = lookUp(pattern)
  return typeof made === 'string' ? made : undefined
}

/** Whether the pattern is found anywhere in the value, in time linear in its length; undefined for one that may not be used. */
export function patternFinds(pattern: string, value: string): boolean | undefined {
  const made = lookUp(pattern)
  return typeof made === 'string' ? undefined : made.matcher(value).find()
}

/** The text as a pattern that finds exactly it. */
export const escapePattern = (text: string): string => text.replaceAll(/[.$^*+?()[\]{}|\\]/g, String.raw`\$&`)

/** The text that `escapePattern` made this of; undefined when it made it of none. */
export function unescapePattern(pattern: string): string | undefined {
  const text = pattern.replaceAll(/\\([.$^*+?()[\]{}|\\])/g, '$1')
  return escapePattern(text) === pattern ? text : undefined
}
