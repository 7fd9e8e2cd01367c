import { agent } from 'supertest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { EnvironmentDraft } from '#shared/features/environments/model.ts'
import { type Api, type ConsoleOptions, everywhere, password } from './console-with.ts'
import { baseOf, canary, edit, ocrMesh, proposal } from './ocr-mesh.ts'

/** Somebody who is signed in. */
export interface Person {
  name: string
  api: Api
}

/** `ocr` in an environment whose changes are reviewed, with people who propose and people who approve. */
export async function reviewedMesh(
  rules: Partial<EnvironmentDraft> = {},
  options: ConsoleOptions & { kieQuota?: number } = {},
) {
  const world = await ocrMesh(options)
  const environment = { name: 'production', order: 1, meshes: '*', namespaces: '*@production', approvals: 1, ...rules }
  await world.api.post('/api/environments').send(environment).expect(200)

  const person = async (name: string): Promise<Person> => {
    const api = agent(world.url)
    await api.post('/api/session').send({ name, password }).expect(200)
    return { name, api }
  }
  const people = async (stem: string, role: 'operator' | 'approver'): Promise<[Person, Person]> => {
    await world.accountsNamed(stem, 2, [everywhere(role)])
    return [await person(`${stem}-1`), await person(`${stem}-2`)]
  }
  return {
    ...world,
    operators: await people('operator', 'operator'),
    approvers: await people('approver', 'approver'),
    person,
  }
}

/** Asks for a rule on what stands there now. */
export async function propose({ api }: Person, spec: unknown = canary, more: object = {}): Promise<ChangeRequest> {
  const { body } = await api
    .post('/api/changes')
    .send({ ...proposal(edit(spec, await baseOf(api))), ...more })
    .expect(200)
  return body as ChangeRequest // the endpoint's own answer
}
