import type { CommentAnchor } from '#shared/features/changes/review.ts'

/** The field by which comments name a document of an edit after the change: the first one is the edit itself. */
export const documentField = (edit: number, document: number): string =>
  document === 0 ? `edits.${edit}` : `edits.${edit}.native.${document}`

/** The id of a line on the page, where a link of a comment leads. */
export const lineId = ({ field, line }: CommentAnchor): string => `${field.replaceAll('.', '-')}-line-${line ?? 0}`
