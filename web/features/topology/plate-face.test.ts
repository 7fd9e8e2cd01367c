import { expect, test } from 'vitest'
import type { TopologyNode } from '#shared/features/topology/model.ts'
import { type Traffic, judge, noTraffic } from '#shared/mesh/health.ts'
import { type FaceWords, plateFace } from './plate-face.ts'

const words: FaceWords = {
  rate: (rate) => `${rate} /s`,
  rateAndShare: ({ rate }, share, clientErrors) => `${rate} /s, ${share * 100} %${clientErrors ? ' 4xx' : ''}`,
  count: String,
  noCalls: 'no calls',
  noData: 'no data',
  notPermitted: 'not permitted',
  unresolved: 'unresolved name',
}
const faceOf = (traffic: Traffic | undefined, more: Partial<TopologyNode> = {}) => {
  const health = traffic ? judge(traffic) : { state: 'unknown' as const }
  const node = { id: 'a/ocr', kind: 'service' as const, name: 'ocr', labels: {}, versions: [], ready: 3, health }
  return plateFace(
    { shape: 'plate', id: 'a/ocr', node: { ...node, ...(traffic && { traffic }), ...more }, candidate: false },
    words,
    false,
  )
}

test('a healthy service shows a full ring around its ready instances', () => {
  expect(faceOf({ ...noTraffic, calls: 100, rate: 46 })).toMatchObject({
    ring: { kind: 'full', centre: '3' },
    line: '46 /s, 0 %',
    problem: false,
  })
})

test('few errors of a failing service still make an arc that is seen', () => {
  const face = faceOf({ ...noTraffic, calls: 100, failed: 6, rate: 2 })

  expect(face).toMatchObject({ status: 'failing', problem: true, ring: { kind: 'arc', share: 0.1 } })
})

test('a service degraded by 4xx says that the share is of 4xx', () => {
  expect(faceOf({ ...noTraffic, calls: 100, clientErrors: 12, rate: 88 }).line).toBe('88 /s, 12 % 4xx')
})

test('no calls and no data are told apart, and neither is a zero', () => {
  expect(faceOf(noTraffic)).toMatchObject({ ring: { kind: 'dotted' }, line: 'no calls' })
  expect(faceOf(undefined)).toMatchObject({ ring: { kind: 'dashed' }, line: 'no data' })
})

test('the hidden plate has a lock and no figure, whatever came', () => {
  const face = faceOf({ ...noTraffic, calls: 100, failed: 90, rate: 4 }, { kind: 'hidden', name: '' })

  expect(face).toMatchObject({ icon: 'lock', title: 'not permitted', line: '', problem: false })
  expect(face).not.toHaveProperty('ring')
})

test('a name that stands in no namespace says so where others have their figures', () => {
  const face = faceOf({ ...noTraffic, calls: 100, rate: 3 }, { kind: 'external', name: 'predict' })

  expect(face).toMatchObject({ form: 'cut', title: 'predict', line: 'unresolved name' })
})
