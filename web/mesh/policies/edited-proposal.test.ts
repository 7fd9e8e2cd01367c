import { expect, test } from 'vitest'
import { editedProposal } from './edited-proposal.ts'

const ref = (service: string) => ({
  mesh: 'sandbox',
  namespace: 'cloud',
  service,
  kind: 'route-rules' as const,
  name: 'app',
})
const asked = (service: string) => ({
  ref: ref(service),
  base: 'a',
  before: null,
  after: { spec: { routes: [service] }, enabled: true, native: [] },
})
const edit = { ref: ref('ocr'), base: 'b', spec: { routes: ['new'] }, enabled: true }

test('one policy of a request is edited, the others stay as they were asked for', () => {
  const request = { edits: [asked('ocr'), asked('vpc')], revertAt: '2026-11-20T14:02:10.000Z', revision: 7 }

  const next = editedProposal(request, { title: 'Both', reason: '', edits: [edit] })

  expect(next).toEqual({
    title: 'Both',
    reason: '',
    edits: [edit, { ref: ref('vpc'), base: 'a', spec: { routes: ['vpc'] }, enabled: true }],
    revertAt: '2026-11-20T14:02:10.000Z',
    revision: 7,
  })
})
