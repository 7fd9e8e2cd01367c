import type { NativeDocument } from '#shared/mesh/policy.ts'
import { refusedWith } from './client.ts'
import type { Kie, KieDocument } from './kie.ts'

/**
 * Writes what differs from what stands there: first all that stands after, in its order, then deletes what is gone, in the reverse order of what stood
 * before. So the last of a group to be written is the first to go. True when every write met what had been read. Throws `backend-*`.
 */
export async function writeDocuments(
  kie: Kie,
  { before, standing, after }: { before: NativeDocument[]; standing: NativeDocument[]; after: NativeDocument[] },
  signal?: AbortSignal,
): Promise<boolean> {
  for (const document of after) {
    const met = document.id === undefined ? create(kie, document, signal) : update(kie, document, standing, signal)
    if (!(await met)) return false
  }
  const kept = new Set(after.map(({ id }) => id))
  for (const { id } of before.toReversed()) if (id !== undefined && !kept.has(id)) await kie.remove(id, signal)
  return true
}

async function create(kie: Kie, document: NativeDocument, signal?: AbortSignal): Promise<boolean> {
  try {
    await kie.create({ ...document, value: document.text }, signal)
    return true
  } catch (error) {
    if (refusedWith(error, 409)) return false
    throw error
  }
}

async function update(
  kie: Kie,
  { id, text, enabled }: NativeDocument,
  standing: NativeDocument[],
  signal?: AbortSignal,
): Promise<boolean> {
  const old = standing.find((document) => document.id === id)
  if (!old || id === undefined || (old.text === text && old.enabled === enabled)) return true
  return followsOn(kie, await kie.update(id, { value: text, enabled }, signal), old, signal)
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
