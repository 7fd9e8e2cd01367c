import { expect, test } from 'vitest'
import { type Health, noTraffic } from '#shared/mesh/health.ts'
import { edgeLook } from './edge-look.ts'

const look = (state: Health, rate: number) => edgeLook({ traffic: { ...noTraffic, rate }, health: { state } })

test('an edge is as wide as its calls per second say, up to 6 px', () => {
  expect([1, 20, 300].map((rate) => Number(look('ok', rate).width.toFixed(1)))).toEqual([1.2, 2.5, 3.9])
  expect(look('ok', 1e6).width).toBe(6)
})

test('only what is not well is dashed and coloured', () => {
  expect(look('ok', 20)).not.toHaveProperty('dash')
  expect(look('degraded', 20)).toMatchObject({ dash: [16, 5], tone: 'degraded' })
  expect(look('failing', 20)).toMatchObject({ dash: [7, 4], tone: 'failing' })
  expect(look('idle', 0)).toMatchObject({ dash: [2, 5], tone: 'idle' })
})

test('a failing edge with hardly any calls is still thick enough to be seen', () => {
  expect(look('failing', 0.1).width).toBe(3.4)
  expect(look('failing', 300).width).toBeGreaterThan(3.4)
})
