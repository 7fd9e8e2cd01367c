import { expect, test } from 'vitest'
import type { MatrixCell } from '#shared/features/authorizations/model.ts'
import { noTraffic } from '#shared/mesh/health.ts'
import { matrixOf, rampStep, sharedNames } from './matrix.ts'

const service = (name: string) => ({ kind: 'service' as const, namespace: 'shop', name })
const cell = (caller: MatrixCell['caller'], callee: MatrixCell['callee'], rate: number): MatrixCell => ({
  caller,
  callee,
  traffic: { ...noTraffic, calls: rate * 60, rate },
})

test('clients come first, then services by name, then what may not be seen', () => {
  const { callers, callees, cellOf, most } = matrixOf([
    cell({ kind: 'hidden' }, service('cart'), 1),
    cell(service('web'), service('cart'), 4),
    cell({ kind: 'client', name: 'android' }, service('web'), 2),
  ])

  expect(callers).toEqual([{ kind: 'client', name: 'android' }, service('web'), { kind: 'hidden' }])
  expect(callees).toEqual([service('cart'), service('web')])
  expect(cellOf(service('web'), service('cart'))?.traffic.rate).toBe(4)
  expect(cellOf(service('web'), service('web'))).toBeUndefined()
  expect(most).toBe(4)
})

test('a name is shared when services of several namespaces have it', () => {
  const cells = [
    cell(service('web'), service('cart'), 1),
    cell({ kind: 'client', name: 'cart' }, { ...service('web'), namespace: 'trial' }, 1),
  ]
  expect([...sharedNames(cells)]).toEqual(['web'])
})

test('the ramp rises with the rate, and its top is the busiest pair', () => {
  const steps = [0.01, 0.1, 1, 10, 100].map((rate) => rampStep(rate, 100))
  expect(steps).toEqual(steps.toSorted((one, other) => one - other))
  expect(steps.at(-1)).toBe(7)
  expect(rampStep(0, 0)).toBe(1)
})
