import { seeded, type Random } from '../random.ts'

export type Device = 'android' | 'ios' | 'web'

/** A customer of the demo cloud. */
export interface Tenant {
  id: string
  name: string
  /** The project in addresses: `/v1/b7e2/vpcs/…`. */
  project: string
  users: User[]
}

export interface User {
  id: string
  name: string
  password: string
  token: string
  /** Address and port of the device. */
  client: string
}

const companies = [
  { name: 'Acme Retail', project: '4c10', users: 14 },
  { name: 'Blue Whale', project: 'b7e2', users: 9 },
  { name: 'Nova Labs', project: '91fa', users: 6 },
  { name: 'Harbor Freight Lines', project: '2d58', users: 7 },
  { name: 'Sunrise Clinics', project: 'e03b', users: 5 },
  { name: 'Meshdeck QA', project: '07aa', users: 2 },
]

/** The tenants, larger ones first; the same for the same seed. */
export function tenants(seed: string): Tenant[] {
  const random = seeded(`${seed}/people`)
  return companies.map(({ name, project, users }) => ({
    id: `t-${project}`,
    name,
    project,
    users: Array.from({ length: users }, () => user(random)),
  }))
}

function user(random: Random): User {
  const number = random.between(10_000, 29_999)
  return {
    id: `u-${number}`,
    name: `user-${number}`,
    password: `Pw-${random.hex(10)}`,
    token: `gAAA${random.hex(40)}`,
    client: `10.${random.between(20, 28)}.${random.between(0, 255)}.${random.between(1, 254)}:${random.between(32_768, 60_999)}`,
  }
}

/** What a device says of itself. */
export const deviceHeaders: Record<Device, Record<string, string>> = {
  android: { 'device-os': 'android', 'app-version': '5.2.0', 'user-agent': 'cloud-app/5.2.0 (Android 14)' },
  ios: { 'device-os': 'ios', 'app-version': '5.1.3', 'user-agent': 'cloud-app/5.1.3 (iOS 17)' },
  web: { 'device-os': 'web', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
}
