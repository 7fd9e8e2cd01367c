import type { RevertPreview } from '#shared/features/changes/model.ts'
import type { NativeDocument } from '#shared/mesh/policy.ts'

const addressOf = ({ key, labels }: NativeDocument): string =>
  JSON.stringify([key, Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))])

/** How many documents of a mesh writes change, make and remove. */
export function countDocuments(edits: RevertPreview['edits']): { changed: number; made: number; removed: number } {
  const count = { changed: 0, made: 0, removed: 0 }
  for (const { before, after } of edits) {
    const old = new Map(before.map((document) => [addressOf(document), document]))
    const next = new Set(after.map(addressOf))
    count.removed += before.filter((document) => !next.has(addressOf(document))).length
    for (const document of after) {
      const was = old.get(addressOf(document))
      if (!was) count.made += 1
      else if (was.text !== document.text || was.enabled !== document.enabled) count.changed += 1
    }
  }
  return count
}
