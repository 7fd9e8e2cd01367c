import { z } from 'zod'
import { Instant } from '../contract/instant.ts'
import { ServiceRef } from './service.ts'

/** `up` and `testing` take calls. */
export const InstanceStatus = z.enum(['up', 'testing', 'starting', 'down', 'out-of-service'])
export type InstanceStatus = z.infer<typeof InstanceStatus>

/** Where an instance says it can be reached. A stranger's input: fetched only inside the mesh's allowed networks. */
export const Address = z.object({ protocol: z.string(), host: z.string(), port: z.int().min(1).max(65_535) })
export type Address = z.infer<typeof Address>

/** One running copy of a version. */
export const Instance = z.object({
  id: z.string(),
  service: ServiceRef,
  version: z.string(),
  status: InstanceStatus,
  host: z.string(),
  addresses: z.array(Address),
  /** Where the instance's proxy tells what rules it holds; absent when it announces none. */
  admin: Address.optional(),
  labels: z.record(z.string(), z.string()),
  workload: z.string().optional(),
  registeredAt: Instant.optional(),
})
export type Instance = z.infer<typeof Instance>

/** Whether an instance takes calls. */
export const isReady = (instance: Instance): boolean => instance.status === 'up' || instance.status === 'testing'
