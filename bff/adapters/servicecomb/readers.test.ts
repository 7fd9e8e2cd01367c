import { expect, test } from 'vitest'
import type { RegistrySnapshot } from '../../ports/registry.ts'
import { asksFor } from './readers.ts'

const namespace = 'cloud@production'
const service = (name: string, framework: string) => ({
  mesh: 'cloud',
  namespace,
  name,
  labels: {},
  workloads: [],
  versions: [
    {
      version: '1.0.0',
      instances: 1,
      ready: 1,
      framework: { name: framework, version: '3.2.0', assumed: false },
    },
  ],
})
const snapshot: RegistrySnapshot = {
  services: [service('predict', 'Mesher'), service('billing', 'servicecomb-java-chassis')],
  instances: new Map(),
  findings: [],
}

const go = { appId: 'cloud', environment: 'production' }
const java = { app: 'cloud', environment: 'production' }

test.each([
  ['predict', go, true],
  ['predict', java, false],
  ['predict', { ...go, environment: 'testing' }, false],
  ['predict', { ...go, serviceName: 'predict', version: '1.0.0' }, true],
  ['predict', { ...go, serviceName: 'predict', version: '2.0.0' }, false],
  ['predict', { ...go, serviceName: 'ocr', version: '1.0.0' }, false],
  ['predict', { ...go, zone: 'a' }, false],
  ['billing', go, false],
  ['billing', java, true],
  ['billing', { ...java, service: 'billing' }, true],
  ['billing', { ...java, service: 'billing', version: '2.0.0' }, false],
  ['gone', go, true],
  ['gone', java, false],
])('%s reads documents labelled %o: %s', (name, labels, expected) => {
  expect(asksFor(labels, { namespace, service: name, version: '1.0.0' }, snapshot)).toBe(expected)
})
