import type { Clock } from '../clock.ts'
import type { Answer, OutgoingHandler } from '../governance.ts'
import { strikes, type OldFaults } from './faults.ts'
import { governed } from './outgoing.ts'
import type { PoliciesInForce } from './policies-in-force.ts'
import { javaRefusal } from './refusal.ts'
import { json, text } from '../listener.ts'

const message = 'aborted by fault inject'

/** Faults by the keys of the called service, then by the policy of the call's match group; after load balancing, inside each try. */
export const faulty = (
  old: OldFaults,
  { faultInjection }: PoliciesInForce,
  clock: Clock,
  random: () => number,
): OutgoingHandler[] => [
  {
    name: 'consumer-fault',
    async handle(outgoing, next) {
      const { abort, delay } = old.of(outgoing.service)
      if (strikes(abort.percent, random)) {
        return abort.status === undefined ? answered(json(200, 'success')) : aborted(abort.status)
      }
      if (strikes(delay.percent, random) && delay.milliseconds > 0) await clock.sleep(delay.milliseconds)
      return next(outgoing)
    },
  },
  {
    name: 'fault-injection',
    async handle(outgoing, next) {
      const fault = faultInjection.find(governed(outgoing))?.policy
      if (!fault || fault.forceClosed || !strikes(fault.percentage, random)) return next(outgoing)
      if (fault.type === 'abort') {
        return fault.fallbackType === 'ReturnNull' ? answered(text(200, '')) : aborted(fault.errorCode)
      }
      if (fault.type === 'delay') await clock.sleep(fault.delayTime)
      return next(outgoing)
    },
  },
]

const aborted = (status: number): Answer => javaRefusal({ status, outcome: 'fault', message })

/** A fault that looks like a success to the application. */
const answered = (reply: Answer['reply']): Answer => ({ reply, outcome: 'fault', error: message, answered: false })
