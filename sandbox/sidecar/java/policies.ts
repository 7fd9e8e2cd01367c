import { z } from 'zod'
import { Decimal, Duration, Flag, readYaml, Text, Whole } from './yaml.ts'

/** What every policy says besides its own fields: where it stands among others, and which services it is for. */
const common = {
  order: Whole.default(0),
  /** `order:1.0.0,cart`; all when empty. */
  services: Text.default(''),
}

const above = (least: number) => (value: number) => value > least
const atLeast = (least: number) => (value: number) => value >= least
const percentage = Decimal.refine((value) => value > 0 && value <= 100)
const statuses = z.array(Text).transform((list) => (list.length > 0 ? list : ['502', '503']))

/** `servicecomb.rateLimiting.<group>`: `rate` calls in each period (servicecomb.md 3.5). */
export const RateLimiting = z.object({
  ...common,
  rate: Whole.default(1000).refine(above(0)),
  limitRefreshPeriod: Duration.default(1000).refine(above(0)),
  /** How long a call waits for the next period. */
  timeoutDuration: Duration.default(0),
})
export type RateLimiting = z.infer<typeof RateLimiting>

const slidingWindowSize = z.union([Whole, Duration.transform((milliseconds) => Math.floor(milliseconds / 1000))])

/** `servicecomb.circuitBreaker.<group>` and `servicecomb.instanceIsolation.<group>` (servicecomb.md 3.6). */
export const CircuitBreaking = z.object({
  ...common,
  failureRateThreshold: percentage.default(50),
  slowCallRateThreshold: percentage.default(100),
  slowCallDurationThreshold: Duration.default(60_000).refine(above(0)),
  waitDurationInOpenState: Duration.default(60_000).refine(above(0)),
  permittedNumberOfCallsInHalfOpenState: Whole.default(10).refine(above(0)),
  minimumNumberOfCalls: Whole.default(100).refine(above(0)),
  slidingWindowType: Text.default('time').transform((type) => (type === 'count' ? 'count' : 'time')),
  /** Seconds or calls. */
  slidingWindowSize: slidingWindowSize.default(100).refine(above(0)),
  recordFailureStatus: statuses.default(['502', '503']),
  forceOpen: Flag.default(false),
  forceClosed: Flag.default(false),
})
export type CircuitBreaking = z.infer<typeof CircuitBreaking>

/** `servicecomb.bulkhead.<group>` and `servicecomb.instanceBulkhead.<group>` (servicecomb.md 3.9). */
export const Bulkhead = z.object({
  ...common,
  maxConcurrentCalls: Whole.default(1000).refine(atLeast(0)),
  maxWaitDuration: Duration.default(0),
})
export type Bulkhead = z.infer<typeof Bulkhead>

/** `servicecomb.retry.<group>` (servicecomb.md 3.7). */
export const Retrying = z.object({
  ...common,
  /** Tries after the first one. */
  maxAttempts: Whole.default(3).refine(above(0)),
  /** How many of them go to the same instance. */
  retryOnSame: Whole.default(0),
  waitDuration: Duration.default(1),
  retryOnResponseStatus: statuses.default(['502', '503']),
  retryStrategy: Text.default('FixedInterval'),
  initialInterval: Duration.default(1000),
  multiplier: Decimal.default(2),
  randomizationFactor: Decimal.default(0.5),
  failAfterMaxAttempts: Flag.default(false),
})
export type Retrying = z.infer<typeof Retrying>

/** `servicecomb.faultInjection.<group>` (servicecomb.md 3.8). */
export const FaultInjection = z
  .object({
    ...common,
    type: Text.default('delay'),
    /** -1 switches it off. */
    percentage: Whole.default(-1),
    delayTime: Duration.default(0),
    errorCode: Whole.default(500),
    fallbackType: Text.default('ThrowException'),
    forceClosed: Flag.default(false),
  })
  .refine(({ type, errorCode }) => type !== 'abort' || (errorCode >= 200 && errorCode <= 600))
export type FaultInjection = z.infer<typeof FaultInjection>

/** `servicecomb.loadbalance.<group>` (servicecomb.md 3.7). */
export const Balancing = z.object({ ...common, rule: Text.default('RoundRobin') })

/**
 * A policy as the process has it in force.
 * @returns undefined when the text cannot be read or asks for something impossible: then there is no such policy.
 */
export function readPolicy<Policy>(schema: z.ZodType<Policy>, text: string): Policy | undefined {
  const policy = schema.safeParse(readYaml(text))
  return policy.success ? policy.data : undefined
}
