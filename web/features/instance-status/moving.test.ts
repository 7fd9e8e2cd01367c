import { expect, test } from 'vitest'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { Instance, InstanceStatus } from '#shared/mesh/instance.ts'
import { movingOf } from './moving.ts'

const instance = (id: string, version: string, status: InstanceStatus = 'up') => ({ id, version, status }) as Instance // the rest of an instance plays no part

/** Only what is counted. */
const service = (...versions: { version: string; rate: number; instances: Instance[] }[]) =>
  ({
    detail: versions.map(({ rate, ...version }) => ({ ...version, traffic: { rate } })),
  }) as unknown as ServiceDetail // the rest of a service plays no part

const [a, b, c] = [instance('a', '1.0.0'), instance('b', '1.0.0'), instance('c', '1.0.1')]
const ocr = service({ version: '1.0.0', rate: 30, instances: [a, b] }, { version: '1.0.1', rate: 4, instances: [c] })

test('the calls of one instance are the version’s by those that take them in turn', () => {
  expect(movingOf(ocr, a, 'out-of-service')).toEqual({
    all: 3,
    ready: 2,
    allOfVersion: 2,
    readyOfVersion: 1,
    rate: 15,
  })
  expect(movingOf(ocr, c, 'out-of-service')).toMatchObject({ ready: 2, allOfVersion: 1, readyOfVersion: 0, rate: 4 })
})

test('one that comes back takes its share of what the others have', () => {
  const out = instance('a', '1.0.0', 'out-of-service')
  const drained = service({ version: '1.0.0', rate: 30, instances: [out, b] })

  expect(movingOf(drained, out, 'up')).toEqual({ all: 2, ready: 2, allOfVersion: 2, readyOfVersion: 2, rate: 15 })
})
