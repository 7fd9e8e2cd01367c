import { expect, test } from 'vitest'
import { registryWith } from '../../../test-support/registry-snapshot.ts'
import type { DataPlane } from '../frameworks.ts'
import { checkDestinations } from './check-destinations.ts'

const billing = { mesh: 'cloud', namespace: 'cloud@production', name: 'billing' }
const gone = { name: '', match: { any: [] }, destinations: [{ labels: { version: '9.0.0' }, weight: 100 }] }

test('calls to a version without instances fail, but where others take them', () => {
  const told = (planes: DataPlane[], route: object = {}) =>
    checkDestinations({ ...gone, ...route }, 'routes.0', billing, registryWith('cloud@production/billing'), planes).map(
      ({ code }) => code,
    )

  expect(told(['mesher'])).toEqual(['destination-without-ready-instances'])
  expect(told(['java-chassis-3'])).toEqual(['destination-left-to-others'])
  expect(told(['java-chassis-3', 'mesher'])).toEqual(['destination-without-ready-instances'])
  expect(told(['java-chassis-3'], { emptyProtection: false })).toEqual(['destination-without-ready-instances'])
})
