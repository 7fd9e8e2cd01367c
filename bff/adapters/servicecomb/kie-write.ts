import type { NativeDocument } from '#shared/mesh/policy.ts'
import { refusedWith } from './client.ts'
import type { Kie, KieDocument } from './kie.ts'

/** Puts back what a write of ours replaced, as long as nobody wrote it since. */
type Undo = () => Promise<void>

/**
 * The order of writing: first all that stands after, in its order, then what is gone, in the reverse order of what stood before. So the
 * last of a group to be written is the first to go.
 */
export function inOrder(before: readonly NativeDocument[], after: readonly NativeDocument[]) {
  const kept = new Set(after.map(({ id }) => id))
  return { written: after, gone: before.toReversed().filter(({ id }) => id !== undefined && !kept.has(id)) }
}

/**
 * Writes what differs from what stands there, in order. True when every write met what had been read; where one did not, those before it
 * are taken back, the last one first, so that no half of ours is left beside theirs. Throws `backend-*`.
 */
export async function writeDocuments(
  kie: Kie,
  { before, standing, after }: { before: NativeDocument[]; standing: NativeDocument[]; after: NativeDocument[] },
  signal?: AbortSignal,
): Promise<boolean> {
  const order = inOrder(before, after)
  const written: Undo[] = []
  for (const document of order.written) {
    const met = document.id === undefined ? create(kie, document, signal) : update(kie, document, standing, signal)
    const undo = await met
    if (undo) written.push(undo)
    else {
      for (const each of written.toReversed()) await each()
      return false
    }
  }
  for (const document of order.gone) {
    if (!(await removed(kie, document, signal))) return false
  }
  return true
}

/** Deletes a document as long as it still is what was read; a delete leaves no history that could tell of a lost edit. */
async function removed(kie: Kie, { id = '', key, revision }: NativeDocument, signal?: AbortSignal): Promise<boolean> {
  const now = (await kie.withKey(key, signal)).find((document) => document.id === id)
  if (now && String(now.update_revision) !== revision) return false
  await kie.remove(id, signal)
  return true
}

/** Undefined where somebody made the document in the meantime. */
async function create(kie: Kie, document: NativeDocument, signal?: AbortSignal): Promise<Undo | undefined> {
  try {
    const written = await kie.create({ ...document, value: document.text }, signal)
    return async () => {
      if (await isNewest(kie, written, signal)) await kie.remove(written.id, signal)
    }
  } catch (error) {
    if (refusedWith(error, 409)) return undefined
    throw error
  }
}

/** Undefined where somebody wrote the document in the meantime. */
async function update(
  kie: Kie,
  { id, text, enabled }: NativeDocument,
  standing: NativeDocument[],
  signal?: AbortSignal,
): Promise<Undo | undefined> {
  const old = standing.find((document) => document.id === id)
  if (!old || id === undefined || (old.text === text && old.enabled === enabled)) return nothingWritten
  const written = await kie.update(id, { value: text, enabled }, signal)
  if (!(await followsOn(kie, written, old, signal))) return undefined
  return async () => {
    if (await isNewest(kie, written, signal)) await kie.update(id, { value: old.text, enabled: old.enabled }, signal)
  }
}

const nothingWritten: Undo = () => Promise.resolve()

async function isNewest(kie: Kie, written: KieDocument, signal?: AbortSignal): Promise<boolean> {
  const [newest] = await kie.history(written.id, 1, signal)
  return newest?.update_revision === written.update_revision
}

/**
 * Whether our write came right behind the state that it was made from. Kie compares nothing, so somebody's write in the
 * last instant shows only in the history: it is put back, and ours counts as never made.
 */
async function followsOn(kie: Kie, written: KieDocument, old: NativeDocument, signal?: AbortSignal): Promise<boolean> {
  const [newest, previous] = await kie.history(written.id, 2, signal)
  if (newest?.update_revision !== written.update_revision) return true
  if (!previous || String(previous.update_revision) === old.revision) return true
  await kie.update(written.id, { value: previous.value, enabled: previous.status === 'enabled' }, signal)
  return false
}
