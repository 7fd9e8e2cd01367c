import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { Finding } from '../../contract/problem.ts'
import { Stamp } from '../../contract/reading.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { MeshName } from '../../mesh/service.ts'

/** Stretches that a backtest can look at, as they stand in addresses. */
export const backtestWindows = ['1h', '24h'] as const
export const BacktestWindow = z.enum(backtestWindows)
export type BacktestWindow = z.infer<typeof BacktestWindow>

// Where one in n calls was read, numbers are n times as many.
const count = z.number().nonnegative()

/** Calls, and how many of them the limits refuse as they are and as they would be. */
const Refused = z.object({ calls: count, before: count, after: count })
export type Refused = z.infer<typeof Refused>

/** The first ten by refused calls, and how many more there are. */
const ranked = <Row extends z.ZodType>(row: Row) => z.object({ named: z.array(row), others: z.int().nonnegative() })

/** What recorded calls come to under a drafted limit, counted in each sidecar by itself as the data plane does. */
export const Backtest = z.object({
  /** What was really looked at. */
  window: z.object({ from: Instant, to: Instant }),
  total: Refused,
  /** Sidecars that counted one of these calls. */
  sidecars: z.int().nonnegative(),
  /** Length of a step in seconds. */
  stepSeconds: z.number().positive(),
  /** Every step of the window from its beginning. */
  steps: z.array(Refused),
  callers: ranked(Refused.extend({ service: z.string(), hidden: z.literal(true).optional() })),
  tenants: ranked(Refused.extend({ id: z.string(), name: z.string().optional() })),
  /** By method and route, or path where no route is recorded. */
  apis: ranked(Refused.extend({ method: z.string(), path: z.string() })),
  /** The figures may be off; findings say why. */
  estimate: z.boolean(),
  findings: z.array(Finding),
  stamp: Stamp,
})
export type Backtest = z.infer<typeof Backtest>

/** Needs `calls:read` and `rate-limits:read` for the service, too. */
export const backtestRateLimit = endpoint({
  method: 'POST',
  path: '/meshes/:mesh/rate-limits/backtest',
  permission: 'changes:read',
  summary:
    'How many of the recorded calls of the last hour or day a drafted rate limit would have refused, whose, and when',
  params: z.object({ mesh: MeshName }),
  query: z.object({ last: BacktestWindow.default('1h') }),
  /** `spec: null`: the limit as it would be without this policy. */
  body: z.object({ ref: PolicyRef.omit({ mesh: true, kind: true }), spec: z.unknown() }),
  bodyLimit: 65_536,
  response: Backtest,
})
