import { expect, test } from 'vitest'
import { RoleBinding } from '#shared/access/binding.ts'
import type { ManualWrites } from '#shared/features/changes/commands-api.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Policy } from '#shared/mesh/policy.ts'
import type { Api } from '../../test-support/console-with.ts'
import {
  baseOf,
  edit,
  everything,
  ocrKey,
  ocrLabels,
  ocrMesh,
  ocrPath,
  proposal,
  stable,
  to,
} from '../../test-support/ocr-mesh.ts'
import { reviewedMesh } from '../../test-support/reviewed-mesh.ts'
import { runCurl } from '../../test-support/shell.ts'

type Write = ManualWrites['writes'][number]

/** A header that ends every way of quoting but one. */
const trap = `it's "$HOME" \`id\` \\ !! #`
const trapped = {
  routes: [
    {
      name: 'trap',
      match: { any: [{ all: [{ field: 'header', name: 'x-note', operator: 'is', value: trap, ignoreCase: false }] }] },
      destinations: [to('1.0.1', 100)],
    },
    everything(to('1.0.0', 95), to('1.0.1', 5)),
  ],
}
const portal = 'caller:portal@1.0.0'
const portalLabels = { ...ocrLabels, serviceName: 'portal', version: '1.0.0' }
const pathOf = (kind: string, name: string) => ocrPath.replace('route-rules/app', `${kind}/${name}`)

/** A mesh in which one change writes all there is: a document anew, one over, one away, and the status of an instance. */
async function worldToChange() {
  const world = await reviewedMesh()
  const [own] = await world.byHand.documents(ocrKey)
  await world.byHand.update(own?.id ?? '', `# it's "kept" by $(whoami)\n${own?.value ?? ''}`)
  await world.byHand.create({ key: ocrKey, value: own?.value ?? '', labels: portalLabels })
  const instance = await world.register('ocr', '1.0.1', {})
  return { ...world, instance }
}
type World = Awaited<ReturnType<typeof worldToChange>>

async function read(api: Api, kind: string, name: string) {
  const { body } = await api.get(pathOf(kind, name)).expect(200)
  return (body as { policy: Pick<Policy, 'base' | 'spec'> | null }).policy // the endpoint's own answer
}

/** Edits of everything, in no order of theirs. */
async function edits({ api, instance }: World) {
  return [
    edit(null, (await read(api, 'route-rules', portal))?.base, { name: portal }),
    edit(trapped, await baseOf(api)),
    edit(stable, 'none', { name: 'caller:vpc@1.0.0' }),
    edit({ status: 'out-of-service' }, (await read(api, 'instance-status', instance))?.base, {
      kind: 'instance-status',
      name: instance,
    }),
  ]
}

async function asked(world: World): Promise<ChangeRequest> {
  const { body } = await world.operators[0].api
    .post('/api/changes')
    .send(proposal(...(await edits(world))))
    .expect(200)
  return body as ChangeRequest // as above
}

async function commandsOf(api: Api, { id }: ChangeRequest): Promise<Write[]> {
  const { body } = await api.get(`/api/changes/${id}/commands`).expect(200)
  return (body as ManualWrites).writes // as above
}

/** What the mesh holds, but for what its servers number themselves. */
async function stateOf({ byHand, api, instance }: World) {
  const documents = await byHand.documents(ocrKey)
  return {
    documents: documents
      .map(({ key, labels, value, status }) => ({ key, labels, value, status }))
      .toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
    status: (await read(api, 'instance-status', instance))?.spec,
  }
}

test('whoever runs the commands of a change brings the mesh where the console brings it', async () => {
  const [ours, theirs] = [await worldToChange(), await worldToChange()]
  const applied = await asked(ours)
  const approval = { hash: applied.hash, apply: true, comment: '' }
  const { body } = await ours.approvers[0].api.post(`/api/changes/${applied.id}/approve`).send(approval).expect(200)
  expect(body).toMatchObject({ state: 'applied' })

  const writes = await commandsOf(theirs.operators[0].api, await asked(theirs))
  for (const { command } of writes) await runCurl(command)

  expect(writes.map(({ act, backend, ref }) => [act, backend, ref.name])).toEqual([
    ['change', 'Kie', 'app'],
    ['create', 'Kie', 'caller:vpc@1.0.0'],
    ['set', 'Service Center', theirs.instance],
    ['delete', 'Kie', portal],
  ])
  expect(await stateOf(theirs)).toEqual(await stateOf(ours))
  expect(
    (await stateOf(theirs)).documents.some(({ value }) => value.includes("it's") && value.includes('$(whoami)')),
  ).toBe(true)
})

test('each command says what must stand there before, and how to look at it', async () => {
  const world = await worldToChange()
  const writes = await commandsOf(world.api, await asked(world))

  const found = await Promise.all(
    writes.map(async ({ act, look, expects: { field, value } = { field: 'total', value: '' } }) => {
      const [, told] = new RegExp(`"${field}":\\s*"?(\\w+)`).exec(await runCurl(look)) ?? []
      return [act, value !== '' && told === value]
    }),
  )
  expect(found).toEqual([
    ['change', true],
    ['create', false],
    ['set', true],
    ['delete', true],
  ])
})

test('a change that is written has the commands that did it', async () => {
  const world = await worldToChange()
  const change = await asked(world)
  const before = await commandsOf(world.api, change)
  const approval = { hash: change.hash, apply: true, comment: '' }
  await world.approvers[0].api.post(`/api/changes/${change.id}/approve`).send(approval).expect(200)

  expect(await commandsOf(world.api, change)).toEqual(before)
})

test('unsaved edits have the commands that their change would have', async () => {
  const world = await worldToChange()
  const { body } = await world.api
    .post('/api/checks/commands')
    .send({ edits: await edits(world) })
    .expect(200)

  expect((body as ManualWrites).writes).toEqual(await commandsOf(world.api, await asked(world)))
})

test('edits that the check refuses have no commands, but what is wrong with them', async () => {
  const { api } = await ocrMesh()
  const commands = (one: object) => api.post('/api/checks/commands').send({ edits: [one] })
  const retries = edit({ onSame: 0, onNext: 2 }, 'none', { kind: 'retries' })
  await api.post('/api/changes').send(proposal(retries)).expect(200)
  const shared = (await read(api, 'load-balancing', 'app'))?.base

  const { body } = await commands(edit(null, shared, { kind: 'load-balancing' })).expect(422)

  expect(body).toMatchObject({ code: 'check-failed', params: { count: 1 }, findings: [{ code: 'block-shared' }] })
  const unread = await commands(edit({ routes: 'none' }, await baseOf(api))).expect(422)
  expect(unread.body.code).toBe('check-failed')
})

test('what must end by itself has its commands before anybody has said when it ends', async () => {
  const { api } = await ocrMesh()
  const fault = edit({ delay: { percent: 10, ms: 500 } }, 'none', { kind: 'faults', service: '*' })

  const { body } = await api
    .post('/api/checks/commands')
    .send({ edits: [fault] })
    .expect(200)

  expect((body as ManualWrites).writes.length).toBeGreaterThan(0)
})

test('who does not see a change sees no command of it', async () => {
  const world = await worldToChange()
  const change = await asked(world)
  const elsewhere = await world.apiAs([RoleBinding.parse({ role: 'operator', namespace: '*@testing' })])

  await elsewhere.get(`/api/changes/${change.id}/commands`).expect(404)
  await elsewhere
    .post('/api/checks/commands')
    .send({ edits: await edits(world) })
    .expect(403)
  await world.stranger().get(`/api/changes/${change.id}/commands`).expect(401)
})
