import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { eventually } from '../test-support/eventually.ts'
import { changesIn, mortalConsole } from '../test-support/mortal-console.ts'
import { baseOf, edit, inKie, proposal, share } from '../test-support/ocr-mesh.ts'

const rounds = 25

/** The newest text that a request meant to write; none where it is not known. */
const textOf = (change: ChangeRequest): string | undefined => change.edits[0]?.after?.native[0]?.text

test('a console that is killed at random moments of an apply loses nothing it acknowledged and leaves nothing half done', async () => {
  const console = await mortalConsole()
  const { lab } = console
  let known = 0
  /** About as long as an apply takes on this machine: it grows when the kill came too early, and shrinks when it came too late. */
  let aboutMs = 60
  const met = { answered: 0, 'gone on with': 0, 'never begun': 0 }

  for (let round = 0; round < rounds; round += 1) {
    const api = await console.signedIn()
    const [before] = await inKie(lab)
    const killAfterMs = Math.random() * 2 * aboutMs
    const wish = proposal(edit(share(1 + round), await baseOf(api)))
    const answer = api
      .post('/api/changes')
      .send(wish)
      .then(
        ({ status, body }) => (status === 200 ? (body as ChangeRequest) : undefined), // the endpoint's own answer
        () => undefined,
      )
    await pause(killAfterMs)
    await console.kill()
    const acknowledged = await answer

    await console.startAgain()
    const again = await console.signedIn()
    const changes = await eventually(
      async () => {
        const all = await changesIn(again)
        return all.every(({ state }) => state !== 'applying') && all
      },
      `the end of what round ${round} began (killed after ${killAfterMs} ms)`,
      60_000,
    )

    const begun = changes.length > known ? changes[0] : undefined
    const moment = { round, killAfterMs }
    expect({ ...moment, requests: changes.length, state: begun?.state, kie: await inKie(lab), id: begun?.id }).toEqual({
      ...moment,
      requests: begun ? known + 1 : known,
      state: begun && 'applied',
      kie: [begun ? textOf(begun) : before],
      id: acknowledged?.id ?? begun?.id,
    })
    known = changes.length
    aboutMs *= acknowledged ? 0.7 : 1.3
    met[acknowledged ? 'answered' : begun ? 'gone on with' : 'never begun'] += 1
  }

  // Random moments that never met the apply itself would prove nothing.
  const interrupted = met['gone on with'] + met['never begun']
  expect({ ...met, met: interrupted > 2 && met.answered > 0 }).toEqual({ ...met, met: true })
})
