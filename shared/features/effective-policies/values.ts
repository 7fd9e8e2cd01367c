import { z } from 'zod'

/** What policies say by themselves, value by value, by the names of their models; the words for people lie under the same names. */
export const policyValues = [
  'abort.percent',
  'abort.status',
  'delay.percent',
  'delay.ms',
  /** For single schemas and operations. */
  'narrower',
  'limit',
  'trip',
  'minimumCalls',
  'sleepMs',
  'forced',
  'maxConcurrency',
  'timeoutMs',
  'fallback',
  'strategy',
  'sessions',
  'enabled',
  'onSame',
  'onNext',
  'backoff',
] as const
export const PolicyValue = z.enum(policyValues)
export type PolicyValue = z.infer<typeof PolicyValue>
