import { expect, test } from 'vitest'
import { ocrKey, ocrLabels, ocrMesh as mesh, ocrPath, stableText } from '../../test-support/ocr-mesh.ts'

const typed = (text: string, key = ocrKey) => ({ documents: [{ key, labels: ocrLabels, format: 'yaml', text }] })

test('a typed rule is told in the words of the form, and nothing is written', async () => {
  const { api } = await mesh()
  const before = (await api.get(ocrPath)).body

  const { body } = await api
    .post(`${ocrPath}/text`)
    .send(typed(stableText.replace('weight: 100', 'weight: 40') + '    - { weight: 60, tags: { version: "1.0.1" } }\n'))
    .expect(200)

  expect(body).toMatchObject({
    understood: 'whole',
    spec: {
      routes: [
        {
          destinations: [
            { labels: { version: '1.0.0' }, weight: 40 },
            { labels: { version: '1.0.1' }, weight: 60 },
          ],
        },
      ],
    },
  })
  expect((await api.get(ocrPath)).body).toEqual(before)
})

test('a text that is no YAML is told with its line, one that nests too deep is not read at all', async () => {
  const { api } = await mesh()

  const { body: broken } = await api.post(`${ocrPath}/text`).send(typed('- precedence: 1\n  route: [\n')).expect(200)
  expect(broken).toMatchObject({
    spec: null,
    findings: [{ code: 'text-unreadable', severity: 'error', params: { key: ocrKey, line: 3 } }],
  })

  const { body: deep } = await api
    .post(`${ocrPath}/text`)
    .send(typed('['.repeat(100_000)))
    .expect(200)
  expect(deep).toMatchObject({ spec: null, findings: [{ code: 'text-too-deep' }] })
})

test('a text that says nothing of the policy says so', async () => {
  const { api } = await mesh()

  const { body: other } = await api.post(`${ocrPath}/text`).send(typed(stableText, 'of.somebody.else')).expect(200)
  expect(other).toMatchObject({ spec: null, findings: [{ code: 'text-says-no-policy' }] })

  const { body: word } = await api.post(`${ocrPath}/text`).send(typed('just a word')).expect(200)
  expect(word).toMatchObject({ spec: null, findings: [{ code: 'rule-unreadable' }] })
})

test('reading a text takes the right to read the policies', async () => {
  const { apiAs } = await mesh()

  await (await apiAs([])).post(`${ocrPath}/text`).send(typed(stableText)).expect(403)
  await (await apiAs('viewer')).post(`${ocrPath}/text`).send(typed(stableText)).expect(200)
})

test('a draft keeps what was typed, readable or not, and forgets it when the form goes on', async () => {
  const { api } = await mesh()
  const { policy } = (await api.get(ocrPath)).body
  const { documents: text } = typed('- precedence: [')
  const draft = { spec: policy.spec, enabled: true, base: policy.base }

  await api
    .put(`${ocrPath}/draft`)
    .send({ ...draft, text })
    .expect(200)
  expect((await api.get(`${ocrPath}/draft`)).body.draft).toMatchObject({ ...draft, text })

  await api.put(`${ocrPath}/draft`).send(draft).expect(200)
  expect((await api.get(`${ocrPath}/draft`)).body.draft).not.toHaveProperty('text')
})
