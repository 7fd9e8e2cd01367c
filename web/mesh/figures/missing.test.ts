import { expect, test } from 'vitest'
import { noTraffic, type Traffic } from '#shared/mesh/health.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import { latencyMissing, rateMissing, shareMissing } from './missing.ts'

const called: Traffic = { ...noTraffic, calls: 30, rate: 2, p50: 10, p95: 40, p99: 90 }
const ok = { state: 'ok' } as const

test('calls of two versions counted as one have a rate and shares, and say why they have no percentile', () => {
  const both = { traffic: sumTraffic([called, { ...called, calls: 3 }]), health: ok }

  expect(rateMissing(both)).toBeUndefined()
  expect(shareMissing(both)).toBeUndefined()
  expect(latencyMissing(both)).toBe('several')
})

test('calls of one version lack nothing', () => {
  expect(latencyMissing({ traffic: called, health: ok })).toBeUndefined()
})

test('what nobody called has a rate of 0, and nothing to take shares and percentiles of', () => {
  const idle = { traffic: noTraffic, health: { state: 'idle' } as const }

  expect(rateMissing(idle)).toBeUndefined()
  expect(shareMissing(idle)).toBe('idle')
  expect(latencyMissing(idle)).toBe('idle')
})

test('of a window that no source knows there is no figure at all', () => {
  const unknown = { state: 'unknown' } as const

  expect(rateMissing({ traffic: undefined, health: unknown })).toBe('unknown')
  expect(latencyMissing({ traffic: noTraffic, health: unknown })).toBe('unknown')
})
