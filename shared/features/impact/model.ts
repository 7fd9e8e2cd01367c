import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { Finding } from '../../contract/problem.ts'
import { Stamp } from '../../contract/reading.ts'
import { NamespaceName, ServiceName } from '../../mesh/service.ts'
import { Party } from '../calls/model.ts'

/** Where calls end; `labels` are those beside the version by which the rules choose instances. */
export const ImpactEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), version: z.string(), labels: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('no-instance') }),
  z.object({ kind: z.literal('dropped') }),
])

// Numbers of calls are expected values: fractions occur, and where only one in n calls was read they are already n times as many.
const calls = z.number().nonnegative()

/** Calls that end somewhere by the rules as they are and as they would be. */
const EndFigures = z.object({ end: ImpactEnd, before: calls, after: calls })
export type EndFigures = z.infer<typeof EndFigures>

/** Calls that a route takes; `index` is its place in its policy. Absent on the side on which the policy has no such route or it takes no call. */
const RouteFigures = z.object({
  policy: z.string(),
  name: z.string(),
  before: z.object({ index: z.int().nonnegative(), calls }).optional(),
  after: z.object({ index: z.int().nonnegative(), calls }).optional(),
})
export type RouteFigures = z.infer<typeof RouteFigures>

const MoveFigures = z.object({ from: ImpactEnd, to: ImpactEnd, calls })
export type MoveFigures = z.infer<typeof MoveFigures>

/** A caller with its version, without names where it may not be seen. */
const ImpactCaller = z.object({
  service: z.string(),
  version: z.string().optional(),
  hidden: z.literal(true).optional(),
})

/** Calls of one caller or of one tenant, and how many of them move. */
const Examined = z.object({ caller: ImpactCaller.optional(), tenant: Party.optional(), calls, moved: calls })
export type Examined = z.infer<typeof Examined>

/** The first ten, and how many more there are. */
const examined = z.object({ named: z.array(Examined), others: z.int().nonnegative() })

/** What a change of rules does to calls. */
export const ImpactFigures = z.object({
  /** Calls that could be decided both ways. */
  calls,
  /** Sum of what each end gains: as many calls are expected to end elsewhere. */
  moved: calls,
  /** Calls that no route takes, so that the mesh's own default holds. */
  unmatched: z.object({ before: calls, after: calls }),
  ends: z.array(EndFigures),
  routes: z.array(RouteFigures),
  moves: z.array(MoveFigures),
  callers: examined,
  tenants: examined,
})
export type ImpactFigures = z.infer<typeof ImpactFigures>

/** What becomes of an example: the route that takes it, and its parts (0–1) by end. */
const ImpactDestiny = z.object({
  route: z.object({ policy: z.string(), name: z.string() }).optional(),
  parts: z.array(z.object({ end: ImpactEnd, part: z.number() })),
})

/** A recorded call that goes another way, to be opened as a record by its id. */
export const ImpactExample = z.object({
  id: z.string(),
  at: Instant,
  caller: ImpactCaller,
  tenant: Party.optional(),
  method: z.string(),
  /** Without what follows a `?`. */
  path: z.string(),
  /** How many calls of the window are like it. */
  calls,
  before: ImpactDestiny,
  after: ImpactDestiny,
})
export type ImpactExample = z.infer<typeof ImpactExample>

/**
 * What edits of route rules about one called service would have done to its recorded calls. Without figures where that cannot be said:
 * then one of the findings is an error and says why.
 */
export const RouteImpact = z.object({
  namespace: NamespaceName,
  service: ServiceName,
  /** Recorded calls that callers in the namespace made to the service. */
  calls: z.int().nonnegative(),
  /** One in so many of them was read. */
  oneIn: z.int().positive(),
  /** Calls that were left out: of some a header was not recorded, of some the rule says more than the model does. */
  unrecorded: calls,
  undecided: calls,
  figures: ImpactFigures.optional(),
  examples: z.array(ImpactExample),
  findings: z.array(Finding),
  stamps: z.array(Stamp),
})
export type RouteImpact = z.infer<typeof RouteImpact>

/** The impact of edits, one entry for each called service whose route rules they change. */
export const Impact = z.object({
  window: z.object({ from: Instant, to: Instant }),
  services: z.array(RouteImpact),
})
export type Impact = z.infer<typeof Impact>
