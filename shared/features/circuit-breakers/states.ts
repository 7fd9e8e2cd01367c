import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { PolicyRef } from '../../mesh/policy.ts'

/** A caller and a callee, with what their calls of the last minutes say of the circuits between them. */
export const CircuitState = z.object({
  /** Absent for clients outside the mesh. */
  caller: z.object({ namespace: z.string().optional(), service: z.string() }).optional(),
  callee: z.object({ namespace: z.string().optional(), service: z.string() }),
  /** `unknown`: none was seen to refuse but not every call is recorded, or no call has tried it for a while. */
  state: z.enum(['open', 'closed', 'unknown']),
  /** Since when the first of the open ones has refused calls. */
  since: Instant.optional(),
  /** Circuits that are open now: each instance has its own. */
  open: z.int().nonnegative(),
  calls: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  lastRefused: Instant.optional(),
  /** The circuit breakers in force between them, as far as the reader may see them. */
  breakers: z.array(PolicyRef.pick({ namespace: true, service: true, name: true })),
  /** There are others that the reader may not see. */
  withheld: z.boolean(),
})
export type CircuitState = z.infer<typeof CircuitState>

/** Minutes of calls from which the state is told. */
export const stateMinutes = 15
