import type { ChangeEdit, ChangeRequest, CheckResult } from '#shared/features/changes/model.ts'
import { numberOf } from '../changes/change-id.ts'
import { type NewChange, insertChange } from '../changes/change-store.ts'
import type { ChangeTables } from '../changes/tables.ts'
import type { TestConsole } from './console-with.ts'
import { eventually } from './eventually.ts'
import { canary, type edit, stable } from './ocr-mesh.ts'

type Console = Pick<TestConsole, 'api' | 'database' | 'name' | 'copy'>

/** Edits as a proposal would keep them: what stands there, and what would be written. */
export async function editsOf({ api }: Console, ...wishes: ReturnType<typeof edit>[]): Promise<ChangeEdit[]> {
  const { body } = await api.post('/api/checks').send({ edits: wishes }).expect(200)
  return (body as CheckResult).edits.map(({ ref, base, before, after }) => ({
    ref,
    base,
    before: before.length > 0 ? { spec: stable, enabled: true, native: before } : null,
    after: { spec: canary, enabled: true, native: after },
  }))
}

/** A request as a console left it that was killed while it applied it. */
export async function leftBehind(
  { database, name }: Console,
  edits: ChangeEdit[],
  step: 'waiting' | 'writing',
  more: Pick<NewChange, 'revertAt'> = {},
): Promise<string> {
  const tables = database.withTables<ChangeTables>()
  const now = new Date().toISOString()
  const change: NewChange = {
    mesh: 'cloud',
    title: 'Left behind',
    reason: '',
    author: name,
    state: 'applying',
    hash: '0'.repeat(64),
    edits,
    findings: [],
    needs: [],
    proof: { level: 'none', instances: [], shares: [], at: now },
    createdAt: now,
    ...more,
  }
  const { id } = await tables.transaction().execute((transaction) => insertChange(transaction, change))
  await tables
    .updateTable('change_step')
    .set({ state: step, at: now })
    .where('change_number', '=', numberOf(id))
    .where('position', '=', 0)
    .execute()
  return id
}

/** The request once its writing has ended. A second copy of the console has started and looked for work at once. */
export async function ended({ api, copy }: Console, id: string): Promise<ChangeRequest> {
  await copy()
  return eventually(async () => {
    const { body } = await api.get(`/api/changes/${id}`).expect(200)
    return (body as ChangeRequest).state !== 'applying' && (body as ChangeRequest) // the endpoint's own answer
  }, 'the end of the writing')
}
