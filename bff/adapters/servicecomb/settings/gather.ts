import type { KieDocument } from '../kie.ts'
import { labelsText, scopeOf } from '../scopes.ts'
import { type Place, placeOf } from './label-sets.ts'

/** What a key says: which policy of a kind it belongs to there, as a text of the kind's own, and which of its fields it is. */
export interface KeyMeaning {
  subject: string
  field: string
}

/** The documents that one reader sees of one policy, by field. */
export interface Held {
  /** Undefined where nobody asks for these labels. */
  place: Place | undefined
  labels: Record<string, string>
  fields: ReadonlyMap<string, KieDocument>
}

/** All documents of one policy. */
export interface Gathered {
  namespace: string
  /** The service that reads; undefined for the whole namespace. */
  reader: string | undefined
  subject: string
  /** Set where nobody asks for the labels: what to call the policy instead. */
  unread: string | undefined
  /** The first is the one that a form shows. */
  held: Held[]
}

/** Puts documents together that are one policy: of one reader and subject, whatever their dialect and version. */
export function gather(
  documents: readonly KieDocument[],
  meaningOf: (key: string) => KeyMeaning | KeyMeaning[] | undefined,
): Gathered[] {
  const found = new Map<
    string,
    Omit<Gathered, 'held'> & { sets: Map<string, { labels: Record<string, string>; fields: Map<string, KieDocument> }> }
  >()
  const meanings = documents.flatMap((document) =>
    [meaningOf(document.key) ?? []].flat().map((meaning) => ({ document, meaning })),
  )
  for (const { document, meaning } of meanings) {
    const place = placeOf(document.labels)
    const scope = scopeOf(document.labels)
    const who = {
      namespace: place?.namespace ?? scope.namespace,
      reader: place?.reader,
      subject: meaning.subject,
      unread: place ? undefined : scope.name,
    }
    const key = JSON.stringify(who)
    const policy = found.get(key) ?? { ...who, sets: new Map() }
    found.set(key, policy)
    const text = labelsText(document.labels)
    const set = policy.sets.get(text) ?? { labels: document.labels, fields: new Map() }
    policy.sets.set(text, set)
    set.fields.set(meaning.field, document)
  }
  return [...found.values()].map(({ sets, ...who }) => ({
    ...who,
    held: [...sets.values()]
      .map(({ labels, fields }): Held => ({ place: placeOf(labels), labels, fields }))
      .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)),
  }))
}

/** Mesher's and go-chassis' before java-chassis', then by version: a fixed order, so that the same one is shown each time. */
const orderOf = ({ place, labels }: Held): string => `${place?.dialect ?? 'z'} ${labelsText(labels)}`
