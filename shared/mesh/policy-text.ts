import { z } from 'zod'
import { Finding } from '../contract/problem.ts'
import { NativeDocument } from './policy.ts'

/** Characters that one typed document may have: what the largest document of a mesh holds. */
const longestText = 131_072
/** Documents of one policy for one reader. */
const mostDocuments = 40

/** A document of a policy as a person typed it; `labels` say for which readers. */
export const TypedDocument = NativeDocument.pick({ labels: true, format: true }).extend({
  key: z.string().min(1).max(500),
  labels: z.record(z.string().max(100), z.string().max(200)).refine((labels) => Object.keys(labels).length <= 20),
  text: z.string().max(longestText),
})
export type TypedDocument = z.infer<typeof TypedDocument>

/** The documents of one reader, since those of another one say the same again. */
export const TypedDocuments = z.array(TypedDocument).min(1).max(mostDocuments)

/** Bytes of a request that carries them: a text grows by what JSON escapes in it. */
export const typedDocumentsLimit = 524_288

/** What typed documents say. `spec` is the kind's observed schema; null where it cannot be told, then `findings` say why. */
export const readTextOf = <Spec extends z.ZodType>(spec: Spec) =>
  z.object({
    spec: spec.nullable(),
    /** `partly`: the documents hold more than the model can express. */
    understood: z.enum(['whole', 'partly', 'not']),
    /** Where the documents say by themselves whether they are on. */
    enabled: z.boolean().optional(),
    /** Oddities; `line` and `column` among the params count from 1, `key` names the document. */
    findings: z.array(Finding),
  })
export interface ReadText<Spec = unknown> {
  spec: Spec | null
  understood: 'whole' | 'partly' | 'not'
  enabled?: boolean | undefined
  findings: Finding[]
}

/** A document's key and labels as one text: which document it is, whatever it says. */
export const documentIdentity = ({ key, labels }: Pick<NativeDocument, 'key' | 'labels'>): string =>
  `${key} ${readerIdentity({ labels })}`

/** The labels of a document as one text: equal for the documents of one reader. */
export const readerIdentity = ({ labels }: Pick<NativeDocument, 'labels'>): string =>
  JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)))
