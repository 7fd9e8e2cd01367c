import { z } from 'zod'
import { InstanceStatus } from '../../mesh/instance.ts'

/** What a person asks of an instance: to take calls, or to be left out by its callers while it runs on. */
export const WantedStatus = z.object({ status: z.enum(['up', 'out-of-service']) })
export type WantedStatus = z.infer<typeof WantedStatus>

/** As the registry has it; every registered instance has one. */
export const ObservedStatus = z.object({ status: InstanceStatus })
export type ObservedStatus = z.infer<typeof ObservedStatus>
