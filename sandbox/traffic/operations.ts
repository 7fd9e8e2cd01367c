import type { Random } from '../random.ts'
import type { EnvironmentName } from '../world.ts'
import type { Device, Tenant, User } from './people.ts'

/** Something that clients do, and how often. */
export interface Operation {
  environment: EnvironmentName
  /** The service that clients reach for it. */
  entry: string
  /** Calls a second when 80 come in altogether. */
  rate: number
  devices: Partial<Record<Device, number>>
  method: string
  path(context: Context): string
  body?(context: Context): unknown
}

export interface Context {
  tenant: Tenant
  user: User
  random: Random
}

const mixed = { web: 0.6, android: 0.25, ios: 0.15 }

export const operations: readonly Operation[] = [
  ...recognitions('production', 'portal', { android: 13, ios: 3, web: 3 }),
  ...recognitions('testing', 'predict', { android: 12.5, ios: 2, web: 1.5 }),
  portal({ rate: 9, method: 'GET', path: ({ tenant, random }) => `/v1/${tenant.project}/vpcs/${random.hex(6)}` }),
  portal({ rate: 4, method: 'GET', path: ({ tenant, random }) => `/v1/${tenant.project}/subnets/${random.hex(4)}` }),
  portal({
    rate: 2,
    method: 'DELETE',
    path: ({ tenant, random }) => `/v1/${tenant.project}/subnets/${random.hex(4)}`,
    body: ({ user }) => ({ reason: 'cleanup', operator: user.name, phone: `138000${user.id.slice(2)}` }),
  }),
  portal({
    rate: 2,
    method: 'PUT',
    path: ({ tenant, random }) => `/v1/${tenant.project}/vpcs/${random.hex(6)}/tags`,
    body: ({ random }) => ({ tags: [{ key: 'team', value: random.oneOf(['web', 'data', 'shop']) }] }),
  }),
  portal({ rate: 5, method: 'GET', path: ({ tenant }) => `/v2/manage/namespaces/${tenant.project}/repos` }),
  portal({ rate: 2, method: 'GET', path: ({ tenant }) => `/v2/manage/namespaces/${tenant.project}/repos/shop/tags` }),
  portal({ rate: 3, method: 'GET', path: ({ tenant }) => `/v1/agencies/${tenant.project}` }),
  portal({
    rate: 6,
    method: 'POST',
    path: () => '/v3/auth/tokens',
    body: ({ user }) => ({
      auth: { identity: { methods: ['password'], user: { name: user.name, password: user.password } } },
    }),
  }),
  portal({ rate: 5, method: 'GET', path: ({ user }) => `/v3/users/${user.id}` }),
  portal({ rate: 7, method: 'GET', path: () => '/v1/console/summary' }),
]

/** What one tenant's script does in the scenario `noisy tenant`. */
export const noise: Operation = portal({
  rate: 1,
  method: 'GET',
  path: ({ tenant, random }) => `/v1/${tenant.project}/vpcs/${random.hex(6)}`,
})

function portal(operation: Pick<Operation, 'rate' | 'method' | 'path' | 'body'>): Operation {
  return { ...operation, environment: 'production', entry: 'portal', devices: mixed }
}

function recognitions(environment: EnvironmentName, entry: string, rates: Record<Device, number>): Operation[] {
  const rate = rates.android + rates.ios + rates.web
  const shared = { environment, entry, devices: rates, method: 'POST' }
  return [
    { ...shared, rate: rate * 0.75, path: () => '/v1/ocr/image-to-text', body: picture },
    { ...shared, rate: rate * 0.25, path: () => '/v1/ocr/id-card', body: picture },
  ]
}

function picture({ random }: Context) {
  return { image: `${random.hex(64)}…`, language: random.oneOf(['zh', 'en']) }
}
