import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { openDatabase } from '../store/database.ts'
import { eventually } from '../test-support/eventually.ts'
import { changesIn, mortalConsole } from '../test-support/mortal-console.ts'
import { baseOf, canary, edit, inKie, proposal, stableText } from '../test-support/ocr-mesh.ts'
import type { ChangeTables } from './tables.ts'

const rounds = 16
/** Until a change of this test ends by itself: long enough for a busy machine to write it. */
const lastsMs = 3000

/** How far the end of the newest timed change had come when the console was killed. */
async function stageIn(folder: string): Promise<'not begun' | 'being written' | 'over'> {
  const database = openDatabase(join(folder, 'state.db'))
  const row = await database
    .withTables<ChangeTables>()
    .selectFrom('timed_revert')
    .select(['state', 'revert_number'])
    .orderBy('change_number', 'desc')
    .executeTakeFirst()
  await database.destroy()
  if (row?.state === 'done') return 'over'
  return (row?.revert_number ?? null) === null ? 'not begun' : 'being written'
}

test('a console that is killed at random moments around the end of a change ends it exactly once when it is back', async () => {
  const console = await mortalConsole()
  const { lab, folder } = console
  const met = { 'not begun': 0, 'being written': 0, over: 0 }
  /** Milliseconds behind the end at which a kill meets it about in the middle: grows when it came too early, shrinks when too late. */
  let aboutMs = 30

  for (let round = 0; round < rounds; round += 1) {
    const api = await console.signedIn()
    const revertAt = instantOf(Date.now() + lastsMs)
    const wish = { ...proposal(edit(canary, await baseOf(api))), revertAt }
    const { body: change } = await api.post('/api/changes').send(wish).expect(200)
    // Written late it would have ended before it began.
    expect({ round, state: (change as ChangeRequest).state }).toEqual({ round, state: 'applied' })
    const killAfterMs = Math.max(0, epochMs(revertAt) - Date.now()) + Math.random() * 2 * aboutMs
    await pause(killAfterMs)
    await console.kill()
    const stage = await stageIn(folder)
    met[stage] += 1
    aboutMs = Math.max(10, aboutMs * (stage === 'over' ? 0.8 : stage === 'not begun' ? 1.2 : 1))

    await console.startAgain()
    const again = await console.signedIn()
    const { timedRevert } = await eventually(
      async () => {
        const { body } = await again.get(`/api/changes/${change.id}`).expect(200)
        const now = body as ChangeRequest // the endpoint's own answer
        return now.timedRevert?.state === 'done' && now
      },
      `the end of round ${round} (killed after ${killAfterMs} ms, ${stage})`,
      60_000,
    )

    const reverts = (await changesIn(again)).filter(({ reverts: id }) => id === change.id)
    const moment = { round, killAfterMs, stage }
    expect({ ...moment, kie: await inKie(lab), reverts: reverts.map(({ id, state }) => [id, state]) }).toEqual({
      ...moment,
      kie: [stableText],
      reverts: [[timedRevert?.change, 'applied']],
    })
  }

  // Random moments that met only one stage would prove nothing.
  expect({ ...met, several: Object.values(met).filter((times) => times > 0).length > 1 }).toEqual({
    ...met,
    several: true,
  })
})
