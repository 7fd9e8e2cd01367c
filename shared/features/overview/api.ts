import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { Health, HealthReason, Traffic } from '../../mesh/health.ts'
import { MeshName, NamespaceName, ServiceRef } from '../../mesh/service.ts'

/** One cell of a service's health tape; `unknown` where the source has nothing for that time. */
const TapeCell = z.object({ state: Health, calls: z.number(), failed: z.number(), clientErrors: z.number() })

/** One service's row of the tape, worst first in the list: `traffic` is over the window, `health` that of now (the window's last minutes). */
export const TapeRow = z.object({
  service: ServiceRef,
  traffic: Traffic,
  health: HealthReason,
  cells: z.array(TapeCell),
})
export type TapeRow = z.infer<typeof TapeRow>

/** Who calls in a trouble: somebody by name, one who may not be seen, or all callers together where each alone has too few calls. */
const TroubledCaller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('named'), name: z.string() }),
  z.object({ kind: z.literal('hidden') }),
  z.object({ kind: z.literal('all') }),
])

/**
 * Something that is wrong now: an edge of the graph, since when, and how its share went over the window. Its figures are those of the
 * window's last minutes, five at most. Without `since` it was so in the whole window.
 */
export const Trouble = z.object({
  from: TroubledCaller,
  to: ServiceRef,
  version: z.string().optional(),
  traffic: Traffic,
  health: HealthReason,
  since: Instant.optional(),
  /** Failed (or client error) share by cell, 0–1; `null` without calls. */
  shares: z.array(z.number().nullable()),
})
export type Trouble = z.infer<typeof Trouble>

export const Overview = z.object({
  from: Instant,
  stepSeconds: z.number().positive(),
  /** Calls that came in from outside. */
  entering: Traffic,
  enteringCells: z.array(z.object({ calls: z.number(), failed: z.number() })),
  services: z.array(TapeRow),
  troubles: z.array(Trouble),
})
export type Overview = z.infer<typeof Overview>

export const readOverview = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/overview',
  permission: 'services:read',
  summary: 'Is anything wrong, since when: troubles, health of each service over the window, what comes in',
  params: z.object({ mesh: MeshName }),
  query: WindowQuery.safeExtend({ namespace: NamespaceName.optional() }),
  response: readingOf(Overview),
})
