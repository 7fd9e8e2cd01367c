import { expect, test } from 'vitest'
import type { Freeze } from '#shared/features/freezes/model.ts'
import { type Api, consoleWith, everywhere } from '../../test-support/console-with.ts'
import { freezesIn } from './store.ts'

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()

const draft = (rest: Partial<Freeze> = {}) => ({
  environment: 'production',
  from: hours(-1),
  to: hours(8),
  zone: 'Asia/Shanghai',
  reason: 'Quarter close',
  ...rest,
})

async function withProduction() {
  const console = await consoleWith()
  for (const name of ['production', 'testing']) {
    const environment = { name, order: 1, meshes: '*', namespaces: `*@${name}`, approvals: 0 }
    await console.api.post('/api/environments').send(environment).expect(200)
  }
  return console
}

const freeze = async (api: Api, rest: Partial<Freeze> = {}): Promise<Freeze> =>
  (await api.post('/api/freezes').send(draft(rest)).expect(200)).body as Freeze // the endpoint's own answer

const change = ({ id: _, environment: __, createdAt: ___, createdBy: ____, ...rest }: Freeze) => rest

test('an environment is frozen by an administrator, for everybody to see', async () => {
  const { api, apiAs, name } = await withProduction()

  const made = await freeze(api, { exceptServices: ['billing*'], exceptRoles: ['operator'], liftedBy: ['approver'] })

  expect(made).toMatchObject({ id: 'FZ-1', createdBy: name, revision: 1, exceptServices: ['billing*'] })
  const { body } = await (await apiAs('viewer')).get('/api/freezes').expect(200)
  expect(body.freezes).toEqual([made])
})

test('those that run or come are listed first by their begin, then those that have ended', async () => {
  const { api } = await withProduction()
  const coming = await freeze(api, { from: hours(24), to: hours(48) })
  const lifted = await freeze(api)
  const running = await freeze(api)
  await api.post(`/api/freezes/${lifted.id}/lift`).send({ reason: 'Done early', revision: 1 }).expect(200)
  await freeze(api, { environment: 'testing' })

  const { body } = await api.get('/api/freezes?environment=production').expect(200)

  expect(body.freezes.map(({ id }: Freeze) => id)).toEqual([running.id, coming.id, lifted.id])
})

test('a freeze that is over before it is made, or ends before it begins, is refused', async () => {
  const { api } = await withProduction()

  const passed = await api
    .post('/api/freezes')
    .send(draft({ from: hours(-9), to: hours(-8) }))
    .expect(400)
  expect(passed.body.findings).toMatchObject([{ code: 'freeze-passed', field: 'to' }])
  const empty = await api
    .post('/api/freezes')
    .send(draft({ from: hours(9), to: hours(8) }))
    .expect(400)
  expect(empty.body.findings).toMatchObject([{ code: 'window-empty', field: 'to' }])
  await api
    .post('/api/freezes')
    .send(draft({ environment: 'nowhere' }))
    .expect(404)
  const viewers = await api
    .post('/api/freezes')
    .send({ ...draft(), exceptRoles: ['viewer'] })
    .expect(400)
  expect(viewers.body.findings).toMatchObject([{ code: 'role-changes-nothing', field: 'exceptRoles.0' }])
})

test('who administers one environment freezes that one, and no part of another', async () => {
  const { apiAs } = await withProduction()
  const api = await apiAs([{ ...everywhere('administrator'), environment: 'testing' }])

  await api
    .post('/api/freezes')
    .send(draft({ environment: 'testing' }))
    .expect(200)
  const { body } = await api.post('/api/freezes').send(draft()).expect(403)
  expect(body).toMatchObject({
    code: 'not-permitted',
    params: { permission: 'freezes:write', place: 'production', grantors: 'administrator' },
  })
  const ofOneService = await apiAs([{ ...everywhere('administrator'), service: 'ocr' }])
  await ofOneService.post('/api/freezes').send(draft()).expect(403)
})

test('a stale revision is a conflict, and the freeze stays as the other editor left it', async () => {
  const { api } = await withProduction()
  const made = await freeze(api)
  await api
    .put(`/api/freezes/${made.id}`)
    .send({ ...change(made), reason: 'Quarter close, longer', to: hours(12) })
    .expect(200)

  const { body } = await api.put(`/api/freezes/${made.id}`).send(change(made)).expect(409)

  expect(body).toMatchObject({ code: 'conflict', theirs: { reason: 'Quarter close, longer', revision: 2 } })
})

test('the audit log tells what an update made of a freeze, with whom it excepts and who may lift it', async () => {
  const { api } = await withProduction()
  const made = await freeze(api)
  const to = hours(12)
  const update = { ...change(made), to, exceptServices: ['billing*'], liftedBy: ['approver'] }
  await api.put(`/api/freezes/${made.id}`).send(update).expect(200)

  const { body } = await api.get('/api/audit/entries?event=freeze-changed').expect(200)

  expect(body.items).toMatchObject([
    {
      details: {
        before: { to: made.to, exceptServices: [], liftedBy: [] },
        after: { to, exceptServices: ['billing*'], liftedBy: ['approver'] },
      },
    },
  ])
})

test('whoever the freeze names may lift it, in that environment, with a reason that stays', async () => {
  const { api, apiAs } = await withProduction()
  const made = await freeze(api, { liftedBy: ['approver'] })
  const lift = { reason: 'The close is done', revision: 1 }
  const elsewhere = await apiAs([{ ...everywhere('approver'), environment: 'testing' }])
  await elsewhere.post(`/api/freezes/${made.id}/lift`).send(lift).expect(403)
  await (await apiAs('operator')).post(`/api/freezes/${made.id}/lift`).send(lift).expect(403)

  const here = await apiAs([{ ...everywhere('approver'), environment: 'production' }])
  const { body } = await here.post(`/api/freezes/${made.id}/lift`).send(lift).expect(200)

  expect(body.lifted).toMatchObject({ reason: 'The close is done' })
  const again = await api
    .post(`/api/freezes/${made.id}/lift`)
    .send({ ...lift, revision: 2 })
    .expect(409)
  expect(again.body).toMatchObject({ code: 'freeze-not-open', params: { id: made.id } })
  await api
    .put(`/api/freezes/${made.id}`)
    .send({ ...change(made), revision: 2 })
    .expect(409)
})

test('a freeze runs from its begin until just before its end, unless it was lifted', async () => {
  const { api, database } = await withProduction()
  const made = await freeze(api)
  await freeze(api, { from: hours(2) })
  const running = async (at: string) => (await freezesIn(database).runningAt('production', at)).map(({ id }) => id)

  expect(await running(made.from)).toEqual(['FZ-1'])
  expect(await running(hours(3))).toEqual(['FZ-1', 'FZ-2'])
  expect(await running(made.to)).toEqual(['FZ-2'])
  await api.post('/api/freezes/FZ-1/lift').send({ reason: 'Done', revision: 1 }).expect(200)
  expect(await running(hours(1))).toEqual([])
})
