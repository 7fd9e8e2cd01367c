import { adminagency } from './services/adminagency.ts'
import type { Endpoint } from './services/application.ts'
import { billing } from './services/billing.ts'
import { iam } from './services/iam.ts'
import { ncr } from './services/ncr.ts'
import { notification } from './services/notification.ts'
import { ocr } from './services/ocr.ts'
import { portal } from './services/portal.ts'
import { predict } from './services/predict.ts'
import { vpc } from './services/vpc.ts'
import type { Flavour } from './sidecar/identity.ts'

/** One version of a service of the demo cloud. */
export interface ServiceSpec {
  service: string
  version: string
  /** The box that a graph can draw around it. */
  area: 'edge' | 'cloud' | 'ai' | 'ops'
  /** Instances by environment. */
  instances: Partial<Record<EnvironmentName, number>>
  flavour: Flavour
  /** The process that hosts it together with others; its own when absent. */
  workload?: string
  endpoints: Endpoint[]
}

export type EnvironmentName = 'production' | 'testing'

/** The ServiceComb application that all of it belongs to. */
export const app = 'cloud'

export const environments: readonly EnvironmentName[] = ['production', 'testing']

export const services: readonly ServiceSpec[] = [
  {
    service: 'portal',
    version: '2.3.1',
    area: 'edge',
    instances: { production: 3 },
    flavour: 'mesher',
    endpoints: portal,
  },
  { service: 'iam', version: '3.2.0', area: 'cloud', instances: { production: 3 }, flavour: 'mesher', endpoints: iam },
  { service: 'ncr', version: '2.1.4', area: 'cloud', instances: { production: 2 }, flavour: 'mesher', endpoints: ncr },
  { service: 'vpc', version: '1.8.0', area: 'cloud', instances: { production: 3 }, flavour: 'mesher', endpoints: vpc },
  {
    service: 'adminagency',
    version: '1.2.0',
    area: 'cloud',
    instances: { production: 2 },
    flavour: 'mesher',
    endpoints: adminagency,
  },
  {
    service: 'predict',
    version: '1.4.2',
    area: 'ai',
    instances: { production: 3, testing: 2 },
    flavour: 'mesher',
    endpoints: predict,
  },
  {
    service: 'ocr',
    version: '1.0.0',
    area: 'ai',
    instances: { production: 3, testing: 3 },
    flavour: 'mesher',
    endpoints: ocr,
  },
  {
    service: 'ocr',
    version: '1.0.1',
    area: 'ai',
    instances: { production: 1, testing: 1 },
    flavour: 'mesher',
    endpoints: ocr,
  },
  {
    service: 'billing',
    version: '2.0.3',
    area: 'ops',
    instances: { production: 2 },
    flavour: 'java-chassis',
    workload: 'core-suite',
    endpoints: billing,
  },
  {
    service: 'notification',
    version: '1.1.0',
    area: 'ops',
    instances: { production: 2 },
    flavour: 'java-chassis',
    workload: 'core-suite',
    endpoints: notification,
  },
]

/**
 * The rule that somebody wrote with other tools before the console came. Without one, everything would fall to the
 * newest version as soon as it is registered (servicecomb.md 3.3).
 */
export const ocrRule = `# everything stays on 1.0.0 until 1.0.1 has been tried
- precedence: 1
  route:
    - weight: 100
      tags:
        version: "1.0.0"
`
