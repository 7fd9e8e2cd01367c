import type { Clock } from '../clock.ts'
import type { OutgoingHandler } from '../governance.ts'
import { refusal } from '../refusal.ts'
import type { Settings } from './settings.ts'

interface Fault {
  /** 0 when nothing is set. */
  abortPercent: number
  httpStatus: number
  delayPercent: number
  /** Milliseconds. */
  fixedDelay: number
}

/**
 * Mesher's `fault-inject` (servicecomb.md 3.8). A pair that is incomplete or out of range answers every call with 400;
 * a delay comes before an abort.
 * @param random from 0 to 1.
 */
export function faultInject(settings: Settings, clock: Clock, random: () => number): OutgoingHandler {
  const strikes = (percent: number): boolean => random() * 100 < percent
  return {
    name: 'fault-inject',
    async handle(outgoing, next) {
      const fault = faultOf(outgoing.service, settings)
      if (fault.delayPercent !== 0 || fault.fixedDelay !== 0) {
        const wrong = wrongDelay(fault)
        if (wrong) return refusal('fault', 400, wrong)
        if (strikes(fault.delayPercent)) await clock.sleep(fault.fixedDelay)
      }
      if (fault.abortPercent !== 0 || fault.httpStatus !== 0) {
        const wrong = wrongAbort(fault)
        if (wrong) return refusal('fault', 400, wrong)
        if (strikes(fault.abortPercent)) return refusal('fault', fault.httpStatus, 'injecting abort')
      }
      return next(outgoing)
    },
  }
}

/** Each value alone falls back to that of all services, where a number counts as absent when it is 0. */
function faultOf(service: string, settings: Settings): Fault {
  const own = prefixOf(service)
  const global = prefixOf('_global')
  const number = (suffix: string): number => settings.integer(own + suffix) || settings.integer(global + suffix) || 0
  const delayed = settings.get(`${own}delay.fixedDelay`) === undefined ? global : own
  return {
    abortPercent: number('abort.percent'),
    httpStatus: number('abort.httpStatus'),
    delayPercent: number('delay.percent'),
    fixedDelay: settings.integer(`${delayed}delay.fixedDelay`) ?? 0,
  }
}

const prefixOf = (service: string): string => `cse.governance.Consumer.${service}.policy.fault.protocols.rest.`

function wrongDelay({ delayPercent, fixedDelay }: Fault): string | undefined {
  if (delayPercent < 0 || delayPercent > 100) return 'percentage must be in range 0..100'
  return fixedDelay < 1 ? 'duration must be greater than 1ms' : undefined
}

function wrongAbort({ abortPercent, httpStatus }: Fault): string | undefined {
  if (httpStatus < 100 || httpStatus > 600) return 'invalid http fault status'
  const out = abortPercent < 0 || abortPercent > 100
  return out ? 'invalid httpfault percentage:must be in range 0..100' : undefined
}
