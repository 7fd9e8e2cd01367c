import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest, ChangeState } from '#shared/features/changes/model.ts'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { numberOf } from '../change-id.ts'
import type { ChangeTables } from '../tables.ts'
import { eventually } from '../../test-support/eventually.ts'
import { edit, everything, ocrLabels, ocrPath, proposal, stableText, to } from '../../test-support/ocr-mesh.ts'
import { type Person, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

/** What people are in this story: who may write, who may approve, and one who may do both and break the glass. */
const cast = ['operator-1', 'operator-2', 'approver-1', 'approver-2', 'admin'] as const
type Name = (typeof cast)[number]
const isWriter = (name: Name) => name !== 'approver-1' && name !== 'approver-2'
const isReviewer = (name: Name) => name !== 'operator-1' && name !== 'operator-2'

/** Approvals that the environment asks for, of anybody who may approve. */
const needed = 2

const acts = [
  'propose',
  'edit',
  'approve',
  'approve-other-hash',
  'send-back',
  'reject',
  'withdraw',
  'break-glass',
  'apply',
  'schedule',
  'unschedule',
  'time-comes',
  'review-again',
  'freeze',
  'lift',
  'write-outside',
] as const
type Deed = (typeof acts)[number]

/** What a reader of the rules would expect of the request at hand; written down anew here, not taken from the table. */
interface Model {
  state: ChangeState | 'none'
  author: Name
  contributors: Set<Name>
  approvals: Set<Name>
  glassBy: Name | undefined
  /** Somebody wrote to the mesh since this round began. */
  moved: boolean
  /** The environment is frozen, for everybody. */
  frozen: boolean
  /** Requests that were asked for, of this run. */
  asked: number
}

/** Everything that the real system is, for one run: a policy of its own that nobody else touches. */
interface Real {
  world: Awaited<ReturnType<typeof reviewedMesh>>
  service: string
  people: Record<Name, Person>
  change: ChangeRequest | undefined
  /** What Kie should hold. */
  text: string | undefined
  /** The freeze that runs, where one does. */
  freeze: string | undefined
  /** Makes every payload another one. */
  counter: number
  /** What the console said last. */
  answer: string | number | undefined
}

const over: Model['state'][] = ['none', 'rejected', 'withdrawn', 'applied']
const withdrawable: Model['state'][] = ['in_review', 'changes_requested', 'approved', 'scheduled', 'suspended']

/** Whether the rules let somebody do something now. */
function isAllowed(model: Model, deed: Deed, by: Name): boolean {
  const { state, author, contributors, approvals, glassBy, moved, frozen } = model
  const mayReview = isReviewer(by) && !contributors.has(by)
  const mayGoOn = by === author || mayReview || by === glassBy
  const rules: Record<Deed, boolean> = {
    propose: over.includes(state) && isWriter(by),
    edit:
      (['in_review', 'approved', 'changes_requested'].includes(state) && isWriter(by)) ||
      (state === 'suspended' && by === author),
    approve: state === 'in_review' && mayReview && !approvals.has(by) && !moved,
    'approve-other-hash': false,
    'send-back': state === 'in_review' && mayReview,
    reject: state === 'in_review' && mayReview,
    withdraw: withdrawable.includes(state) && by === author,
    'break-glass': state === 'in_review' && by === 'admin',
    apply: state === 'approved' && mayGoOn && !moved && !frozen,
    schedule: state === 'approved' && mayGoOn,
    unschedule: state === 'scheduled' && mayGoOn,
    'review-again': state === 'suspended' && by === author && !moved,
    'time-comes': true,
    freeze: true,
    lift: true,
    'write-outside': true,
  }
  return rules[deed]
}

/** What an allowed deed makes of the request. */
function afterDeed(model: Model, deed: Deed, by: Name): void {
  if (deed === 'propose') {
    Object.assign(model, { state: 'in_review', author: by, contributors: new Set([by]), asked: model.asked + 1 })
  }
  if (deed === 'edit') {
    model.state = 'in_review'
    model.contributors.add(by)
  }
  if (deed === 'review-again') model.state = 'in_review'
  if (deed === 'propose' || deed === 'edit' || deed === 'review-again')
    Object.assign(model, { approvals: new Set(), glassBy: undefined, moved: false })
  if (deed === 'approve') {
    model.approvals.add(by)
    if (model.approvals.size >= needed) model.state = 'approved'
  }
  if (deed === 'break-glass') Object.assign(model, { state: 'approved', glassBy: by })
  if (deed === 'write-outside') model.moved = true
  if (deed === 'freeze' || deed === 'lift') model.frozen = deed === 'freeze'
  if (deed === 'time-comes') model.state = model.moved || model.frozen ? 'suspended' : 'applied'
  const to: Partial<Record<Deed, ChangeState>> = {
    'send-back': 'changes_requested',
    reject: 'rejected',
    withdraw: 'withdrawn',
    apply: 'applied',
    schedule: 'scheduled',
    unschedule: 'approved',
  }
  model.state = to[deed] ?? model.state
}

const keyOf = ({ service }: Real) => `servicecomb.routeRule.${service}`
const pathOf = ({ service }: Real) => ocrPath.replace('/ocr/', `/${service}/`)

async function baseOf(real: Real): Promise<string> {
  const { body } = await real.people.admin.api.get(pathOf(real)).expect(200)
  return (body as { policy: RouteRulePolicy | null }).policy?.base ?? 'none' // the endpoint's own answer
}

/** Asks the console for it, and says whether it was done. */
async function doIt(real: Real, deed: Deed, by: Name): Promise<boolean> {
  const { api } = real.people[by]
  if (deed === 'write-outside') return writeOutside(real)
  if (deed === 'time-comes') return letTimeCome(real)
  if (deed === 'freeze' || deed === 'lift') return freezeOrLift(real, deed)
  if (deed === 'propose' || deed === 'edit') {
    real.counter += 1
    const weight = real.counter % 100
    const spec = { routes: [everything(to('1.0.0', weight), to('1.0.1', 100 - weight))] }
    const wish = proposal(edit(spec, await baseOf(real), { service: real.service }))
    if (deed === 'edit') {
      // Opened anew: an apply that was held back has left its reason on the request.
      const { body } = await api.get(address(real)).expect(200)
      const { revision } = body as ChangeRequest // the endpoint's own answer
      return answered(real, api.put(address(real)).send({ ...wish, revision }))
    }
    return answered(real, api.post('/api/changes').send(wish))
  }
  const { hash = '' } = real.change ?? {}
  const bodies: Partial<Record<Deed, object>> = {
    approve: { hash },
    'approve-other-hash': { hash: hash.replaceAll(/./g, '0') },
    'send-back': { comment: 'Not yet' },
    reject: { comment: 'No' },
    'break-glass': { hash, reason: 'It burns' },
    schedule: { at: instantOf(Date.now() + 3_600_000), zone: 'UTC' },
  }
  const path = deed === 'approve-other-hash' ? 'approve' : deed
  return answered(real, api.post(`${address(real)}/${path}`).send(bodies[deed] ?? {}))
}

const address = ({ change }: Real) => `/api/changes/${change?.id ?? 'CR-999999'}`

async function answered(real: Real, request: PromiseLike<{ status: number; body: unknown }>): Promise<boolean> {
  const { status, body } = await request
  // A refusal is one that says so; a failure of ours is none.
  expect({ status, body, isAnswer: status === 200 || (status >= 400 && status < 500) }).toMatchObject({
    isAnswer: true,
  })
  real.answer = status === 200 ? status : JSON.stringify(body)
  if (status === 200) real.change = body as ChangeRequest // the endpoint's own answer
  return status === 200
}

async function writeOutside(real: Real): Promise<boolean> {
  const { byHand } = real.world
  real.counter += 1
  const text = stableText.replace('100', String(real.counter % 100))
  const before = await baseOf(real)
  const [document] = await byHand.documents(keyOf(real))
  if (document) await byHand.update(document.id, text)
  else await byHand.create({ key: keyOf(real), value: text, labels: ocrLabels })
  await eventually(async () => (await baseOf(real)) !== before, 'what was written outside')
  real.text = text
  return true
}

/** Has the time of the scheduled request come, and waits for what comes of it. */
async function letTimeCome(real: Real): Promise<boolean> {
  const { id = '' } = real.change ?? {}
  await real.world.database
    .withTables<ChangeTables>()
    .updateTable('change_request')
    .set({ scheduled_for: instantOf(Date.now()) })
    .where('number', '=', numberOf(id))
    .execute()
  real.change = await eventually(async () => {
    const { body } = await real.people.admin.api.get(address(real)).expect(200)
    const now = body as ChangeRequest // the endpoint's own answer
    return now.state !== 'scheduled' && now.state !== 'applying' && now
  }, `what comes of ${id} at its time`)
  return true
}

async function freezeOrLift(real: Real, deed: 'freeze' | 'lift'): Promise<boolean> {
  const { api } = real.people.admin
  if (deed === 'lift') {
    await api.post(`/api/freezes/${real.freeze}/lift`).send({ reason: 'Done', revision: 1 }).expect(200)
    real.freeze = undefined
    return true
  }
  const [from, to] = [-1, 8].map((hours) => instantOf(Date.now() + hours * 3_600_000))
  const freeze = { environment: 'production', from, to, zone: 'UTC', reason: 'Quarter close' }
  const { body } = await api.post('/api/freezes').send(freeze).expect(200)
  real.freeze = (body as { id: string }).id // the endpoint's own answer
  return true
}

/** What must be true after everything that anybody did. */
async function checkInvariants(model: Model, real: Real): Promise<void> {
  const { world, people, service } = real
  const { body } = await people.admin.api.get(`/api/changes?service=${service}&limit=200`).expect(200)
  const changes = (body as { items: ChangeRequest[] }).items // the endpoint's own answer
  // No request is lost, and none appears by itself.
  expect(changes.length).toBe(model.asked)
  for (const change of changes) {
    const current = change.reviews.filter(({ round, verdict }) => round === change.round && verdict === 'approve')
    // Nobody who contributed approves.
    expect(current.filter(({ by }) => change.contributors.includes(by))).toEqual([])
    const isWritten = change.steps.some(({ state }) => state !== 'waiting')
    const isPassed = change.needs.every(({ approvals, given }) => given >= approvals) || change.breakGlass !== undefined
    // Nothing is written without the approvals of this round and hash, or the mark.
    expect({ id: change.id, isWritten, isPassed }).not.toMatchObject({ isWritten: true, isPassed: false })
    expect(current.every(({ hash }) => hash === change.hash)).toBe(true)
    // No proof without a write, and of what nobody reads no more than that it is stored.
    expect({ id: change.id, level: change.proof.level }).toEqual({
      id: change.id,
      level: isWritten ? 'stored' : 'none',
    })
    if (isWritten) await expectWrittenOnce(real, change)
    // What was written is what this round's approvals are for, on the bases that they saw.
    if (isWritten && !change.breakGlass) expect(current.length).toBeGreaterThanOrEqual(needed)
  }
  // The mesh holds what was approved and applied, or what was written outside, and nothing else.
  expect((await world.byHand.documents(keyOf(real))).map(({ value }) => value)).toEqual(
    real.text === undefined ? [] : [real.text],
  )
  expect({ state: real.change?.state ?? 'none' }).toEqual({ state: model.state })
}

async function expectWrittenOnce(real: Real, { id }: ChangeRequest): Promise<void> {
  const { body } = await real.people.admin.api.get(`${pathOf(real)}/revisions?limit=200`).expect(200)
  const made = (body as { revisions: { change?: string }[] }).revisions.filter(({ change }) => change === id)
  expect(made.length).toBe(1)
}

/** Whether a deed has an object now; a second request beside an open one is a story of its own. */
function hasObject({ state, frozen }: Readonly<Model>, deed: Deed): boolean {
  if (deed === 'propose') return over.includes(state)
  if (deed === 'time-comes') return state === 'scheduled'
  if (deed === 'freeze' || deed === 'lift') return frozen === (deed === 'lift')
  return deed === 'write-outside' || state !== 'none'
}

/** What gets a request on is done more often than what ends it. */
const often: Deed[] = [
  'approve',
  'approve',
  'approve',
  'apply',
  'apply',
  'apply',
  'schedule',
  'time-comes',
  'time-comes',
]

interface Wish {
  deed: Deed
  by: Name
  /** Does just that, whatever the rules say; else what the rules allow somebody now. */
  dares: boolean
  /** Chooses among that. */
  pick: number
}

class Command implements fc.AsyncCommand<Model, Real> {
  private readonly wish: Wish
  private deed: Deed
  private by: Name

  constructor(wish: Wish) {
    this.wish = wish
    this.deed = wish.deed
    this.by = wish.by
  }

  check(model: Readonly<Model>): boolean {
    const { deed, dares, pick } = this.wish
    if (dares) return hasObject(model, deed)
    const allowed = (one: Deed) => cast.filter((name) => isAllowed(model, one, name))
    const deeds = [...acts, ...often].filter((one) => hasObject(model, one) && allowed(one).length > 0)
    this.deed = deeds[pick % deeds.length] ?? deed
    const names = allowed(this.deed)
    this.by = names[pick % names.length] ?? this.by
    return true
  }

  async run(model: Model, real: Real): Promise<void> {
    const allowed = isAllowed(model, this.deed, this.by)
    const done = await doIt(real, this.deed, this.by)
    expectVerdict(this.toString(), { done, allowed }, { ...told(model), answer: real.answer })
    if (done) afterDeed(model, this.deed, this.by)
    const isWriting = this.deed === 'apply' || this.deed === 'time-comes'
    if (done && isWriting && model.state === 'applied') real.text = real.change?.edits[0]?.after?.native[0]?.text
    await checkInvariants(model, real)
  }

  toString(): string {
    return `${this.by} ${this.deed}`
  }
}

/** Done exactly where the rules allow it; the circumstances are told where it was not so. */
function expectVerdict(what: string, { done, allowed }: Record<'done' | 'allowed', boolean>, circumstances: object) {
  expect({ [what]: done, ...circumstances }).toEqual({ [what]: allowed, ...circumstances })
}

const told = ({ state, author, contributors, approvals, moved, frozen }: Model) => ({
  state,
  author,
  contributors: [...contributors],
  approvals: [...approvals],
  moved,
  frozen,
})

test('whatever people try, in whatever order, the rules of review hold', { timeout: 240_000 }, async () => {
  const world = await reviewedMesh({ approvals: needed, approverRole: 'any' })
  const [[operator1, operator2], [approver1, approver2]] = [world.operators, world.approvers]
  const people: Record<Name, Person> = {
    'operator-1': operator1,
    'operator-2': operator2,
    'approver-1': approver1,
    'approver-2': approver2,
    admin: { name: world.name, api: world.api },
  }
  let run = 0
  let applied = 0
  const command = fc
    .record({
      deed: fc.constantFrom<Deed>(...acts),
      by: fc.constantFrom(...cast),
      dares: fc.constantFrom(false, false, true),
      pick: fc.nat(10_000),
    })
    .map((wish) => new Command(wish))
  await fc.assert(
    fc.asyncProperty(fc.commands([command], { maxCommands: 40, size: 'max' }), async (commands) => {
      run += 1
      let last: Real | undefined
      const setup = (): { model: Model; real: Real } => ({
        model: {
          state: 'none',
          author: 'admin',
          contributors: new Set<Name>(),
          approvals: new Set<Name>(),
          glassBy: undefined,
          moved: false,
          frozen: false,
          asked: 0,
        },
        real: (last = {
          world,
          service: `ocr-${run}`,
          people,
          change: undefined,
          text: undefined,
          freeze: undefined,
          counter: 1,
          answer: undefined,
        }),
      })
      await fc.asyncModelRun(setup, commands)
      // The environment is that of all runs.
      if (last?.freeze !== undefined) await freezeOrLift(last, 'lift')
      const { body } = await world.api.get(`/api/changes?service=ocr-${run}&state=applied`).expect(200)
      applied += (body as { total: number }).total // the endpoint's own answer
    }),
    { numRuns: 14, endOnFailure: true },
  )
  // Tries of which none ever got through would prove little.
  expect(applied).toBeGreaterThan(0)
})
