import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { startConsoleProcess } from '../test-support/console-process.ts'
import type { Api } from '../test-support/console-with.ts'
import { randomFrom } from '../test-support/crash-story.ts'
import { dataFolder } from '../test-support/data-folder.ts'
import { mortalConsole } from '../test-support/mortal-console.ts'
import { edit, proposal, share } from '../test-support/ocr-mesh.ts'
import {
  type Circumstances,
  type Documents,
  documentsIn,
  expectNothingWritten,
  expectTruth,
  letLeasesRunOut,
  nameOf,
  pathOf,
  settled,
} from '../test-support/whole-writes.ts'

/** Side by side, each with a mesh and a console of its own, so that one starts while another one waits. */
const worlds = 2
const killsInAWorld = 100
/** What each request writes. A limit is of a single document: what somebody else writes there never meets half of ours. */
const policies = [
  { service: 'ocr', kind: 'route-rules' },
  { service: 'ocr', kind: 'retries' },
  { service: 'vpc', kind: 'load-balancing' },
  { service: 'ocr', kind: 'rate-limits' },
] as const

type World = Awaited<ReturnType<typeof mortalConsole>>
const met = { 'never begun': 0, 'gone on with': 0, answered: 0, continued: 0, retried: 0, undone: 0, withdrawn: 0 }

test(
  'a console that is killed 200 times while it writes ends applied, or partly applied and then continued or undone',
  { timeout: 1_200_000 },
  async () => {
    const seed = Date.now() % 100_000
    // What is compiled for this start is kept for all that follow.
    await (await startConsoleProcess(dataFolder(), [])).stop()
    await Promise.all(Array.from({ length: worlds }, (_, at) => live(seed + at)))
    // Random moments that never met the writing itself, and no act upon a half, would prove nothing.
    const isEnough = (['answered', 'gone on with', 'continued', 'undone'] as const).every((end) => met[end] > 0)
    expect({ seed, ...met, isEnough }).toEqual({ seed, ...met, isEnough: true })
  },
)

/** One console from request to request, killed again and again. */
async function live(seed: number): Promise<void> {
  const random = randomFrom(seed)
  const world = await mortalConsole()
  const { lab } = world
  await lab.register('vpc', '1.0.0', {})
  let api = await world.signedIn()
  let kills = 0
  let known = 0
  /** About as long as a request takes on this machine: grows when the kill came too early, shrinks when it came too late. */
  let aboutMs = 80

  /** Asks for something, kills the console meanwhile, and starts it again; what it answered, if it did. */
  async function killedWhile<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
    const answer = asking.catch(() => undefined)
    await pause(random() * 2 * aboutMs)
    await world.kill()
    kills += 1
    return answer
  }

  async function startAgain(): Promise<void> {
    // Mostly the dead console's rights have run out by then; else the new one waits for that.
    if (random() < 0.97) await letLeasesRunOut(world.folder)
    await world.startAgain()
    api = await world.signedIn()
  }

  for (let round = 0; kills < killsInAWorld; round += 1) {
    const moment = `seed ${seed}, round ${round}`
    const before = documentsIn(lab)
    const wish = proposal(...(await editsOf(api, round, random)))
    const answered = await killedWhile(api.post('/api/changes').send(wish).then(applied))
    const theirs = random() < 0.7 ? await writeByHand(lab, before) : undefined
    await startAgain()

    const all = await settled(api, moment)
    const begun = all.length > known ? all[0] : undefined
    // No request is there twice, and none that was acknowledged is lost.
    expect({ moment, requests: all.length, id: begun?.id }).toEqual({
      moment,
      requests: begun ? known + 1 : known,
      id: answered?.id ?? begun?.id,
    })
    known = all.length
    const then = { before, theirs: theirs?.now, moment }
    await (begun ? expectTruth({ lab, api }, begun, then) : expectNothingWritten(lab, then))

    aboutMs *= answered ? 0.75 : begun ? 1 : 1.4
    met[answered ? 'answered' : begun ? 'gone on with' : 'never begun'] += 1
    if (begun && begun.state !== 'applied') known += await finish(begun, { ...then, takeBack: theirs?.takeBack })
  }

  /** Continues or undoes, retries or withdraws, killed meanwhile or not, until it is done; how many requests that made. */
  async function finish(change: ChangeRequest, then: Unfinished): Promise<number> {
    const { id } = change
    const isPartly = change.state === 'partially_applied'
    const goesOn = random() < 0.5
    const act = goesOn ? 'retry' : isPartly ? 'undo' : 'withdraw'
    const wanted = goesOn ? 'applied' : isPartly ? 'reverted' : 'withdrawn'
    const moment = `${then.moment}, ${act} ${id}`
    // Whoever goes on has taken away what stood in the way.
    if (goesOn) await then.takeBack?.()
    for (;;) {
      const asking = api.post(`/api/changes/${id}/${act}`).then(({ status }) => status)
      const isKilled = random() < 0.5
      if (isKilled) {
        await killedWhile(asking)
        await startAgain()
      } else await asking
      const all = await settled(api, moment)
      const now = all.find((one) => one.id === id) ?? change
      // Killed before it was begun: once more.
      if (isKilled && now.state === change.state) continue
      const undoing = all.filter(({ reverts }) => reverts === id)
      expect({ moment, state: now.state, undoing: undoing.map(({ state }) => state) }).toEqual({
        moment,
        state: wanted,
        undoing: act === 'undo' ? ['applied'] : [],
      })
      await (goesOn
        ? expectTruth({ lab, api }, now, { before: then.before, moment })
        : expectNothingWritten(lab, { ...then, moment }))
      met[goesOn ? (isPartly ? 'continued' : 'retried') : isPartly ? 'undone' : 'withdrawn'] += 1
      return undoing.length
    }
  }
}

interface Unfinished extends Circumstances {
  /** Takes away again what somebody else wrote. */
  takeBack: (() => Promise<void>) | undefined
}

/** Several policies of several kinds at once, the limit last or first; sometimes it is taken away. */
async function editsOf(api: Api, round: number, random: () => number) {
  const specs = {
    'route-rules': share(1 + (round % 99)),
    retries: { onSame: round % 3, onNext: 1 + (round % 4) },
    'load-balancing': { strategy: round % 2 === 0 ? 'random' : 'round-robin' },
    'rate-limits': { limit: 10 + round, per: 1 },
  }
  return Promise.all(
    (random() < 0.7 ? policies : policies.toReversed()).map(async ({ service, kind }) => {
      const { body } = await api.get(pathOf({ service, kind })).expect(200)
      const base = (body as { policy: { base: string } | null }).policy?.base ?? 'none' // the endpoint's own answer
      const isDeleted = kind === 'rate-limits' && base !== 'none' && random() < 0.2
      return edit(isDeleted ? null : specs[kind], base, { service, kind })
    }),
  )
}

const applied = ({ status, body }: { status: number; body: unknown }): ChangeRequest | undefined => {
  const change = body as ChangeRequest // the endpoint's own answer
  return status === 200 && change.state === 'applied' ? change : undefined
}

/** Somebody writes the limit past the console, where it still stands as it stood. */
async function writeByHand({ kie, byHand }: World['lab'], before: Documents) {
  const limit = kie.store.list('default').find(({ key }) => key.includes('flowcontrol'))
  if (!limit || before[nameOf(limit)] !== limit.value) return undefined
  const { id, value } = limit
  await byHand.update(id, '7')
  return {
    now: { [nameOf(limit)]: '7' },
    async takeBack(): Promise<void> {
      await byHand.update(id, value)
    },
  }
}
