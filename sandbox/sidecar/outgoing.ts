import { childContext } from './b3.ts'
import type { CallMetrics } from './call-metrics.ts'
import { chainOf } from './chain.ts'
import type { Answer, OutgoingCall, OutgoingHandler } from './governance.ts'
import type { Call, Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import { Dropped } from './listener.ts'
import { nowMicros, type Half } from './span.ts'

export interface OutgoingOptions {
  identity: Identity
  handlers: readonly OutgoingHandler[]
  /** The end of the chain; it reports the attempts that it makes. */
  transport(call: OutgoingCall): Promise<Answer>
  metrics: Pick<CallMetrics, 'count'>
  record(half: Half): void
}

/**
 * Sends the application's call through the chain of the rules in force.
 * What goes wrong on the way becomes the data plane's own answer (servicecomb.md 4.5).
 * @throws Dropped when the connection is closed without an answer.
 */
export function outgoingCalls(options: OutgoingOptions): (service: string, call: Call) => Promise<Reply> {
  const { identity, metrics, record } = options
  const chain = chainOf(options.handlers, options.transport)
  return async (service, call) => {
    const context = childContext(call.headers)
    const startedAt = nowMicros()
    const half = { kind: 'CLIENT', context, call, attempt: 0, startedAt, withBodies: true } as const
    const answer = await chain({ service, call, context, attempt: 0, startedAt }).catch((error: unknown) => {
      if (error instanceof Dropped)
        record({ ...half, peer: { service }, endedAt: nowMicros(), outcome: 'aborted', error: error.message })
      throw error
    })
    const endedAt = nowMicros()
    const { reply, outcome, error, provider, rule = { app: '', version: '' } } = answer
    metrics.count({ service, ...rule, status: reply.status, seconds: (endedAt - startedAt) / 1e6 })
    // Attempts that reached an instance have been reported by the transport.
    if (!provider) {
      const peer = { service, app: rule.app || identity.app }
      const remote = { serviceName: service }
      record({ ...half, endedAt, reply, outcome, ...(error === undefined ? {} : { error }), peer, remote })
    }
    return reply
  }
}
