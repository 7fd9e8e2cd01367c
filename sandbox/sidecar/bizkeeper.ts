import type { CircuitEvent, ConsumerGauges } from './consumer-gauges.ts'
import type { Answer, OutgoingHandler } from './governance.ts'
import { nowMicros } from './span.ts'

/** Mesher's circuit handler. */
export function bizkeeper(gauges: Pick<ConsumerGauges, 'add'>): OutgoingHandler {
  return {
    name: 'bizkeeper-consumer',
    async handle(outgoing, next) {
      const startedAt = nowMicros()
      const answer = await next(outgoing)
      const milliseconds = (nowMicros() - startedAt) / 1000
      gauges.add({ target: outgoing.service, result: resultOf(answer), milliseconds })
      return answer
    },
  }
}

const resultOf = ({ outcome, timedOut }: Answer): CircuitEvent['result'] =>
  timedOut ? 'timeout' : outcome === 'ok' ? 'success' : 'failure'
