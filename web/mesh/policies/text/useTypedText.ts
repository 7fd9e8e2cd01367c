import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NativeDocument, PolicyRef } from '#shared/mesh/policy.ts'
import { documentIdentity, type ReadText, readerIdentity, type TypedDocument } from '#shared/mesh/policy-text.ts'
import type { PolicyKindUi } from '../kind-ui.ts'
import { textSays } from '../queries.ts'
import { useDebounced } from '../useDebounced.ts'

const readAfterMs = 350

/** The documents of one reader with what was typed in them. */
export type Typed = readonly TypedDocument[]

/**
 * What somebody types as native text. Whenever the hands rest it is read by the server, and `take` gets what it says; what cannot be
 * read is kept, and nobody gets anything.
 */
export function useTypedText<Spec, Draft>(
  ui: PolicyKindUi<Spec, Draft>,
  ref: PolicyRef,
  kept: Typed | undefined,
  take: (said: { spec: Spec; enabled: boolean | undefined }) => void,
) {
  const [typed, setTyped] = useState(kept)
  const [taken, setTaken] = useState<ReadText<Spec>>()
  const rested = useDebounced(typed, readAfterMs)
  const isResting = typed !== undefined && rested === typed
  const reading = useQuery({
    ...textSays(ui, ref, rested ?? []),
    enabled: isResting,
    // One text says the same as long as it stands in the editor.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const said = isResting ? reading.data : undefined
  if (said && said !== taken) {
    setTaken(said)
    if (said.spec !== null) take({ spec: said.spec, enabled: said.enabled })
  }

  return {
    typed,
    /** What the text says; undefined while it is read, and where nothing is typed. */
    said,
    isPending: typed !== undefined && said === undefined,
    isUnreadable: said?.spec === null,
    /** Why it could not be asked for. */
    problem: isResting ? reading.error : null,
    /** A document has a new text; those of the same reader are read with it. `shown`: all as they stand on the screen. */
    type(document: NativeDocument, text: string, shown: readonly NativeDocument[]) {
      const own = shown.filter((one) => readerIdentity(one) === readerIdentity(document))
      setTyped(
        own.map(({ key, labels, format, text: before }) => {
          const isTyped = documentIdentity({ key, labels }) === documentIdentity(document)
          return { key, labels, format, text: isTyped ? text : before }
        }),
      )
    },
    /** The form goes on: the text follows it again. */
    forget() {
      setTyped(undefined)
      setTaken(undefined)
    },
  }
}

/** The documents as they stand on the screen: what was typed in its place. */
export function withTyped(documents: readonly NativeDocument[], typed: Typed | undefined): NativeDocument[] {
  const texts = textsOf(typed ?? [])
  const known = new Set(documents.map(documentIdentity))
  const more = (typed ?? []).filter((document) => !known.has(documentIdentity(document)))
  return [
    ...documents.map((document) => ({ ...document, text: texts.get(documentIdentity(document)) ?? document.text })),
    ...more.map((document) => ({ ...document, enabled: true })),
  ]
}

/** Typed documents that are not word for word what other documents say. */
export function differing(typed: Typed | undefined, documents: readonly NativeDocument[]): Typed {
  const texts = textsOf(documents)
  return (typed ?? []).filter((document) => texts.get(documentIdentity(document)) !== document.text)
}

const textsOf = (documents: readonly TypedDocument[]) =>
  new Map(documents.map((document) => [documentIdentity(document), document.text]))

export type TypedText = Pick<
  ReturnType<typeof useTypedText>,
  'typed' | 'isPending' | 'isUnreadable' | 'problem' | 'type' | 'forget'
> & { said: Pick<ReadText, 'understood' | 'findings'> | undefined }
