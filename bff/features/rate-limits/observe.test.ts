import { expect, test } from 'vitest'
import { consoleWith } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { livingMesh } from '../../test-support/living-mesh.ts'

const namespace = 'cloud@testing'
const ref = (name: string) => ({ mesh: 'cloud', namespace, service: 'ocr', kind: 'rate-limits', name })

async function world() {
  const { meshes } = await livingMesh(60)
  const { api } = await consoleWith({ meshes })
  async function apply(name: string, spec: unknown): Promise<string> {
    const { body } = await api
      .post('/api/changes')
      .send({
        title: 'Limit ocr',
        reason: 'Too many calls',
        edits: [{ ref: ref(name), spec, enabled: true, base: 'none' }],
      })
      .expect(200)
    return (body as { id: string }).id
  }
  async function proof(id: string) {
    const { body } = await api.get(`/api/changes/${id}`).expect(200)
    return (body as { proof: { level: string; why?: { code: string } } }).proof
  }
  return { api, apply, proof }
}

test('a block of one caller is observed when none of its calls is let through any more', async () => {
  const { apply, proof } = await world()

  const id = await apply('from:predict', { limit: 0, per: 1 })

  expect(await eventually(async () => (await proof(id)).level === 'observed', 'refused calls')).toBe(true)
})

test('a limit that the calls stay below is not observed, and one that they pass is', async () => {
  const { apply, proof } = await world()

  const high = await apply('app', { limit: 5000, per: 1 })
  await eventually(async () => (await proof(high)).why?.code === 'proof-none-refused', 'calls below the limit')
  expect((await proof(high)).level).toBe('stored')

  const low = await apply('caller:predict', { limit: 1, per: 1 })
  await eventually(async () => (await proof(low)).level === 'observed', 'refused calls')
})
