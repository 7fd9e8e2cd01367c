import { expect, test } from 'vitest'
import { watchedCircuit } from './watched.ts'

test('a circuit is open from its first refusal until a call that went well', () => {
  const circuit = watchedCircuit()
  circuit.call(1, 'failed', false)
  expect(circuit.openSince()).toBeUndefined()
  circuit.call(2, 'open-circuit', false)
  circuit.call(3, 'open-circuit', false)
  expect([circuit.openSince(), circuit.lastRefused()]).toEqual([2, 3])
  circuit.call(4, 'ok', false)
  expect([circuit.openSince(), circuit.lastRefused()]).toEqual([undefined, undefined])
})

test('a trial that fails leaves it open, several calls that fail one after the other are no trial', () => {
  const circuit = watchedCircuit()
  circuit.call(1, 'open-circuit', false)
  circuit.call(2, 'failed', false)
  circuit.call(3, 'open-circuit', false)
  expect(circuit.openSince()).toBe(1)
  circuit.call(4, 'failed', false)
  circuit.call(5, 'failed', false)
  expect(circuit.openSince()).toBeUndefined()
})

test('calls that a limit or a full breaker refused say nothing of a circuit', () => {
  const circuit = watchedCircuit()
  circuit.call(1, 'open-circuit', true)
  circuit.call(2, 'limited', false)
  expect(circuit.openSince()).toBeUndefined()
})
