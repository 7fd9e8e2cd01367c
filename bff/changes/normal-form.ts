import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import type { NativeDocument, Policy } from '#shared/mesh/policy.ts'

/** Text that is equal for values that are equal, whatever the order of their keys. */
export const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )

/** sha256 of a text, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What a document says, without what its store adds (id, revision) and without its layout. */
const meaningOf = ({ format, text }: NativeDocument): unknown => {
  if (format === 'text') return text
  try {
    // JSON is YAML; an alias bomb is refused by the parser.
    return parse(text, { maxAliasCount: 100 }) as unknown
  } catch {
    return text
  }
}

/** Names a document wherever it is kept: key and labels. */
export const addressOf = ({ key, labels }: NativeDocument): string => stableJson([key, labels])

/** One document in the form in which it is compared with others. */
export const normalForm = (document: NativeDocument): string =>
  stableJson([document.key, document.labels, document.enabled, meaningOf(document)])

/** Names the content of a policy: equal for documents of equal normal form, in any order. */
export const contentOf = (documents: readonly NativeDocument[]): string =>
  sha256(stableJson(documents.map(normalForm).toSorted()))

/** What a policy says: its spec, and the documents that say it. */
export type State = Pick<Policy, 'spec' | 'enabled' | 'native'>

/** Whether two states say the same: by equal documents, or by an equal spec in documents of which other parts may differ. */
export const sameState = (one: State, other: State): boolean =>
  contentOf(one.native) === contentOf(other.native) ||
  (one.enabled === other.enabled && stableJson(one.spec) === stableJson(other.spec))

/**
 * Where a policy stands between the documents before a write and those after it. `halfway`: each of its documents is one of the
 * two, so that a write which was interrupted may go on; `elsewhere`: somebody wrote something else.
 */
export type Standing = 'before' | 'after' | 'halfway' | 'elsewhere'

/** Tells how far a write came from what stands in the mesh now. */
export function standingOf(
  now: readonly NativeDocument[],
  before: readonly NativeDocument[],
  after: readonly NativeDocument[],
): Standing {
  const content = contentOf(now)
  if (content === contentOf(after)) return 'after'
  if (content === contentOf(before)) return 'before'
  const addresses = new Set([...now, ...before, ...after].map(addressOf))
  const at = (documents: readonly NativeDocument[], address: string) =>
    documents
      .filter((document) => addressOf(document) === address)
      .map(normalForm)
      .join()
  const isEither = (address: string) => [at(before, address), at(after, address)].includes(at(now, address))
  return [...addresses].every(isEither) ? 'halfway' : 'elsewhere'
}
