import { expect, test } from 'vitest'
import type { EdgeTraffic } from '../../ports/metrics.ts'
import { suspectsAmong } from './troubles.ts'

const ocr = { mesh: 'cloud', namespace: 'cloud@production', name: 'ocr' }

/** Calls of one caller to `ocr`, some of them failed. */
const edge = (caller: string, calls: number, failed: number, version = '1.0.0'): EdgeTraffic => ({
  from: { kind: 'service', service: { ...ocr, name: caller } },
  to: { kind: 'service', service: ocr },
  version,
  traffic: { calls, failed, clientErrors: 0, refused: 0, rate: calls / 300 },
})

test('a service whose callers have each too few calls to be judged is in trouble for all of them together', () => {
  const suspects = suspectsAmong([edge('portal', 12, 12), edge('predict', 12, 12)])

  expect(suspects).toMatchObject([{ from: 'all', to: ocr, traffic: { calls: 24 }, health: { state: 'failing' } }])
})

test('a caller that can be judged by itself stands for its calls, with the version where several are called', () => {
  const suspects = suspectsAmong([edge('portal', 100, 0), edge('portal', 30, 30, '1.0.1'), edge('predict', 12, 0)])

  expect(suspects).toMatchObject([{ from: { kind: 'service' }, version: '1.0.1', health: { share: 1 } }])
})

test('where all is well nobody is suspected', () => {
  expect(suspectsAmong([edge('portal', 100, 0), edge('predict', 5, 1)])).toEqual([])
})
