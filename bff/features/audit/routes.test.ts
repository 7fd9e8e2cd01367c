import { sql } from 'kysely'
import type { Response } from 'supertest'
import { expect, test } from 'vitest'
import { hashOf, record, type Act } from '../../audit/audit.ts'
import { hashOfEntry } from '../../audit/rows.ts'
import { type AuditTables, tableOf } from '../../audit/tables.ts'
import { type Api, consoleWith, type TestConsole } from '../../test-support/console-with.ts'

const changed = (id: string, more: Partial<Act> = {}): Act => ({
  event: 'user-changed',
  by: { name: 'ada', from: { address: '10.0.0.7', requestId: `request-${id}` } },
  object: { kind: 'user', id },
  before: hashOf(1),
  after: hashOf(2),
  ...more,
})

/** A console whose log holds some acts beside its own sign-ins, and an auditor. */
async function withEntries(acts: readonly Act[]): Promise<TestConsole & { auditor: Api }> {
  const console = await consoleWith()
  const { database } = console
  for (const act of acts) await record(database, act)
  return { ...console, auditor: await console.apiAs('auditor') }
}

const bodyText = async (api: Api, path: string) => {
  const response = await api.get(path).buffer(true).parse(textOf).expect(200)
  return { text: response.body as string, headers: response.headers }
}

/** The whole of an answer as text, whatever its type. */
function textOf(answer: Response, done: (error: Error | null, body: string) => void): void {
  const response = answer as unknown as NodeJS.ReadableStream // a parser is given the message itself
  let text = ''
  response.on('data', (piece: Buffer) => (text += piece.toString()))
  response.on('end', () => done(null, text))
}

test('entries are found by person, event, object, result and time, with exact totals', async () => {
  const { auditor } = await withEntries([
    changed('eve'),
    changed('bob', { by: { name: 'kim' } }),
    changed('eve', { event: 'user-disabled', result: 'refused' }),
    changed('CR-7', { event: 'step-written', object: { kind: 'policy', id: 'app', service: 'ocr', mesh: 'demo' } }),
  ])
  const found = async (query: string) => {
    const { body } = await auditor.get(`/api/audit/entries?actor=ada&actor=kim&${query}`).expect(200)
    return { total: body.total, ids: body.items.map((entry: { object: { id: string } }) => entry.object.id) }
  }

  expect(await found('')).toEqual({ total: 4, ids: ['app', 'eve', 'bob', 'eve'] })
  expect(await found('object=EV')).toEqual({ total: 2, ids: ['eve', 'eve'] })
  expect(await found('object=ocr')).toEqual({ total: 1, ids: ['app'] })
  expect(await found('object=%25')).toEqual({ total: 0, ids: [] })
  expect(await found('event=user-disabled&event=step-written')).toEqual({ total: 2, ids: ['app', 'eve'] })
  expect(await found('result=refused')).toEqual({ total: 1, ids: ['eve'] })
  expect(await found('kind=policy')).toEqual({ total: 1, ids: ['app'] })
  expect(await found('requestId=request-bob')).toEqual({ total: 0, ids: [] })
  expect(await found('requestId=request-eve&address=10.0.0.7')).toEqual({ total: 2, ids: ['eve', 'eve'] })
  expect(await found(`before=2020-01-01T00:00:00.000Z`)).toEqual({ total: 0, ids: [] })
  expect(await found(`days=1`)).toMatchObject({ total: 4 })
})

test('pages follow each other across months without a gap, and totals stay exact', async () => {
  const console = await consoleWith()
  const { database } = console
  const ahead = Date.now() + 40 * 86_400_000
  for (let at = 0; at < 5; at += 1) await record(database, changed(`user-${at}`))
  for (let at = 5; at < 9; at += 1) await record(database, changed(`user-${at}`), ahead)

  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await console.api.get(
      `/api/audit/entries?actor=ada&limit=2&cursor=${cursor}`.replace(/&cursor=$/, ''),
    )
    expect(body.total).toBe(9)
    seen.push(...body.items.map((entry: { object: { id: string } }) => entry.object.id))
    cursor = body.next ?? ''
  } while (cursor !== '')

  expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((at) => `user-${at}`))
  const months = await database.withTables<AuditTables>().selectFrom('audit_month').select('month').execute()
  expect(months).toHaveLength(2)
})

test('an export as lines is the chain itself: whoever reads it can calculate it again', async () => {
  const { auditor } = await withEntries(Array.from({ length: 1200 }, (_, at) => changed(`user-${at}`)))

  const { text, headers } = await bodyText(auditor, '/api/audit/export.ndjson')

  const entries = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(headers['content-type']).toContain('application/x-ndjson')
  expect(headers['content-disposition']).toBe(`attachment; filename="audit-${entries.length}.ndjson"`)
  expect(entries.length).toBeGreaterThan(1199)
  for (const [at, entry] of entries.entries()) {
    expect(entry.number).toBe(at + 1)
    expect(hashOfEntry(entry)).toBe(entry.hash)
    expect(entry.previous).toBe(entries[at - 1]?.hash ?? '0'.repeat(64))
  }
})

test('an export for spreadsheets holds nothing that they would calculate', async () => {
  const { auditor } = await withEntries(['=1+1', '+1', '-1', '@sum(a1)', '\tx', 'a,"b"\nc'].map((id) => changed(id)))

  const { text, headers } = await bodyText(auditor, '/api/audit/export.csv?actor=ada')

  const [head, ...rows] = text.trim().split('\r\n')
  expect(headers['content-type']).toContain('text/csv')
  expect(head).toMatch(/^number,at,event,actor,/)
  const ids = rows.map((row) => /,user,(.*?),,,,,done/s.exec(row)?.[1])
  expect(ids).toEqual(["'=1+1", "'+1", "'-1", "'@sum(a1)", "'\tx", '"a,""b""\nc"'])
})

test('who takes entries away is named in the log with what was taken', async () => {
  const { auditor, api } = await withEntries([changed('eve')])

  await bodyText(auditor, '/api/audit/export.csv?event=user-changed')

  const { body } = await api.get('/api/audit/entries?event=audit-exported').expect(200)
  expect(body.items).toMatchObject([
    { object: { kind: 'audit', id: 'csv' }, details: { entries: 1, filter: { event: ['user-changed'] } } },
  ])
  expect(body.items[0].address).not.toBe('')
})

/** The last step of a verification. */
async function verification(api: Api, query = '') {
  const { text } = await bodyText(api, `/api/audit/verification${query}`)
  const last = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .at(-1)
  return JSON.parse(last!.slice('data: '.length)).verification
}

test('the chain is walked on request, and the walk itself becomes an entry', async () => {
  const { auditor } = await withEntries([changed('eve')])

  const first = await verification(auditor)
  expect(first.broken).toBeUndefined()
  expect(first.rows).toBe(first.head.rows)

  const second = await verification(auditor, `?rows=${first.head.rows}&hash=${first.head.hash}`)
  expect(second.rows).toBe(first.rows + 1)
  expect(second.broken).toBeUndefined()
})

test('a chain that was tampered with is named by its first broken row', async () => {
  const { auditor, database } = await withEntries([changed('eve'), changed('bob')])
  const audit = database.withTables<AuditTables>()
  const { month } = await audit.selectFrom('audit_head').select('month').executeTakeFirstOrThrow()
  const table = tableOf(month)
  const row = await audit.selectFrom(table).select('number').where('object_id', '=', 'eve').executeTakeFirstOrThrow()
  await sql`drop trigger ${sql.id(`${table}_no_update`)}`.execute(audit)
  await audit.updateTable(table).set({ actor: 'nobody' }).where('number', '=', row.number).execute()

  expect((await verification(auditor)).broken).toMatchObject({
    code: 'audit-row-altered',
    params: { number: row.number },
  })
})

test('an entry is read by its number', async () => {
  const { auditor } = await withEntries([changed('eve')])
  const { body } = await auditor.get('/api/audit/entries?object=eve').expect(200)
  const [entry] = body.items

  expect((await auditor.get(`/api/audit/entries/${entry.number}`).expect(200)).body).toEqual(entry)
  await auditor.get('/api/audit/entries/99999').expect(404)
  await auditor.get('/api/audit/entries/CR-1').expect(404)
})

test('an administrator drops a month that has ended, an auditor does not', async () => {
  const { auditor, api, database } = await withEntries([changed('eve')])
  const months = async () => (await auditor.get('/api/audit/months').expect(200)).body.months
  const [running] = await months()
  await api.delete(`/api/audit/months/${running.month}`).expect(409)
  await record(database, changed('bob'), Date.now() + 40 * 86_400_000)

  await auditor.delete(`/api/audit/months/${running.month}`).expect(403)
  const { body } = await api.delete(`/api/audit/months/${running.month}`).expect(200)

  expect(body).toMatchObject({ month: running.month, seal: { count: expect.any(Number) } })
  expect(await months()).toMatchObject([{}, { month: running.month, droppedAt: expect.any(String) }])
  expect(await verification(auditor)).toMatchObject({ dropped: 1 })
  expect((await api.get('/api/audit/entries?object=eve').expect(200)).body.total).toBe(0)
})
