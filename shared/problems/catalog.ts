import { accessProblems } from './access.ts'
import { auditFindings, auditProblems } from './audit.ts'
import { balancingFindings, balancingReasons } from './balancing.ts'
import { callsFindings, callsProblems } from './calls.ts'
import { changesFindings, changesProblems } from './changes.ts'
import { circuitBreakersFindings } from './circuit-breakers.ts'
import { driftFindings, driftProblems } from './drift.ts'
import { faultsFindings } from './faults.ts'
import { environmentsFindings, environmentsProblems } from './environments.ts'
import { freezesFindings, freezesProblems } from './freezes.ts'
import { generalProblems, inputFindings } from './general.ts'
import { impactFindings } from './impact.ts'
import { instanceStatusFindings } from './instance-status.ts'
import { limitBacktestFindings, limitBacktestProblems } from './limit-backtest.ts'
import { matchesFindings } from './matches.ts'
import { meshFindings, meshProblems } from './mesh.ts'
import type { Message } from './messages.ts'
import { policiesFindings, policiesProblems } from './policies.ts'
import { policyTextFindings } from './policy-text.ts'
import { policyTransferFindings, policyTransferProblems } from './policy-transfer.ts'
import { rateLimitsFindings } from './rate-limits.ts'
import { reviewsFindings, reviewsProblems } from './reviews.ts'
import { routeRulesFindings } from './route-rules.ts'

/** Every problem that can end a request. */
export const problemCatalog = {
  ...generalProblems,
  ...accessProblems,
  ...auditProblems,
  ...meshProblems,
  ...changesProblems,
  ...callsProblems,
  ...driftProblems,
  ...environmentsProblems,
  ...freezesProblems,
  ...limitBacktestProblems,
  ...policiesProblems,
  ...policyTransferProblems,
  ...reviewsProblems,
}
export type ProblemCode = keyof typeof problemCatalog

const findingCatalog = {
  ...auditFindings,
  ...balancingFindings,
  ...balancingReasons,
  ...inputFindings,
  ...meshFindings,
  ...changesFindings,
  ...callsFindings,
  ...circuitBreakersFindings,
  ...driftFindings,
  ...faultsFindings,
  ...environmentsFindings,
  ...freezesFindings,
  ...impactFindings,
  ...instanceStatusFindings,
  ...limitBacktestFindings,
  ...matchesFindings,
  ...policiesFindings,
  ...policyTextFindings,
  ...policyTransferFindings,
  ...rateLimitsFindings,
  ...reviewsFindings,
  ...routeRulesFindings,
}

/** Every sentence that the server can say; a problem's sentence may stand as a finding, too. */
export const messageCatalog = { ...problemCatalog, ...findingCatalog }
export type MessageCode = keyof typeof messageCatalog

/** The message of a code that may come from a newer server. */
export const messageOf = (code: string): Message | undefined => (messageCatalog as Record<string, Message>)[code]
