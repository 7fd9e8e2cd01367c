import { join } from 'node:path'
import { expect } from 'vitest'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { ChangeTables } from '../changes/tables.ts'
import { openDatabase } from '../store/database.ts'
import type { Api } from './console-with.ts'
import type { DemoMesh } from './demo-mesh.ts'
import { eventually } from './eventually.ts'
import { changesIn } from './mortal-console.ts'
import { ocrPath } from './ocr-mesh.ts'

/** What Kie holds: texts by key and labels. */
export type Documents = Record<string, string>

/** What stood there, and what somebody else wrote while the console lay dead. */
export interface Circumstances {
  before: Documents
  theirs?: Documents | undefined
  moment: string
}

/** Where a policy of a service in `cloud@production` is read. */
export const pathOf = ({ service, kind }: Pick<PolicyRef, 'service' | 'kind'>): string =>
  ocrPath.replace('/ocr/route-rules/', `/${service}/${kind}/`)

/** Names a document wherever it is kept. */
export const nameOf = ({ key, labels }: { key: string; labels: Record<string, string> }): string =>
  `${key} ${Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(' ')}`

/** Every document in Kie. One that is there twice would hide behind its twin: that fails at once. */
export function documentsIn({ kie }: Pick<DemoMesh, 'kie'>): Documents {
  const all = kie.store.list('default').map((document) => [nameOf(document), document.value] as const)
  const documents = Object.fromEntries(all)
  expect(Object.keys(documents)).toHaveLength(all.length)
  return documents
}

/** Lets the time pass in which a dead console still holds its rights. */
export async function letLeasesRunOut(folder: string): Promise<void> {
  const database = openDatabase(join(folder, 'state.db'))
  await database.withTables<ChangeTables>().updateTable('lease').set({ expires_at: 0 }).execute()
  await database.destroy()
}

/** The newest requests once nothing is being written any more. */
export const settled = (api: Api, moment: string): Promise<ChangeRequest[]> =>
  eventually(
    async () => {
      const all = await changesIn(api)
      return all.every(({ state }) => state !== 'applying' && state !== 'reverting') && all
    },
    `the end of what was begun, ${moment}`,
    60_000,
  )

/** Nothing of a request is in Kie; what others wrote is. */
export function expectNothingWritten(lab: Pick<DemoMesh, 'kie'>, { before, theirs, moment }: Circumstances): void {
  expect({ moment, documents: documentsIn(lab) }).toEqual({ moment, documents: { ...before, ...theirs } })
}

/** What a request says of itself is what Kie holds, document by document, and nothing of it was done or told twice. */
export async function expectTruth(
  { lab, api }: { lab: Pick<DemoMesh, 'kie'>; api: Api },
  change: ChangeRequest,
  { before, theirs, moment }: Circumstances,
): Promise<void> {
  const editOf = new Map(change.edits.map((one) => [policyKey(one.ref), one]))
  const written = change.steps
    .filter(({ state }) => state === 'written')
    .flatMap(({ ref }) => editOf.get(policyKey(ref)) ?? [])
  const documents = written.reduce<Documents>(
    (rest, { before: from, after }) => ({ ...without(rest, textsOf(from)), ...textsOf(after) }),
    { ...before, ...theirs },
  )
  const state = written.length === change.steps.length ? 'applied' : written.length > 0 ? 'partially_applied' : 'failed'
  expect({ moment, state: change.state, documents: documentsIn(lab) }).toEqual({ moment, state, documents })
  for (const one of change.edits) {
    const times = written.includes(one) ? 1 : 0
    expect({ moment, ...(await timesOf(api, change, one)) }).toEqual({ moment, revisions: times, told: times })
  }
  expect({ moment, proposed: await timesProposed(api, change) }).toEqual({ moment, proposed: 1 })
}

const textsOf = (side: ChangeEdit['before']): Documents =>
  Object.fromEntries((side?.native ?? []).map((document) => [nameOf(document), document.text]))

const without = (documents: Documents, gone: Documents): Documents =>
  Object.fromEntries(Object.entries(documents).filter(([name]) => gone[name] === undefined))

/** Revisions that a request made of a policy, and entries in the audit log of its writing. */
async function timesOf(api: Api, { id }: ChangeRequest, { ref }: ChangeEdit) {
  const { body } = await api.get(`${pathOf(ref)}/revisions`).expect(200)
  const { revisions } = body as { revisions: { change?: string }[] } // the endpoint's own answer
  const object = encodeURIComponent(`/${ref.service}/${ref.kind}/`)
  const told = await api.get(`/api/audit/entries?event=step-written&result=done&object=${object}&limit=500`).expect(200)
  const { items } = told.body as { items: { details: { change?: string } }[] } // as above
  return {
    revisions: revisions.filter(({ change }) => change === id).length,
    told: items.filter(({ details }) => details.change === id).length,
  }
}

async function timesProposed(api: Api, { id }: ChangeRequest): Promise<number> {
  const { body } = await api.get(`/api/audit/entries?event=change-proposed&object=${id}&limit=500`).expect(200)
  return (body as { items: { object: { id: string } }[] }).items.filter(({ object }) => object.id === id).length // as above
}
