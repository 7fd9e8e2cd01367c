import type { Agent } from 'node:http'
import { b3Headers, childContext } from './b3.ts'
import type { CallMetrics } from './call-metrics.ts'
import type { CircuitEvent, ConsumerGauges } from './consumer-gauges.ts'
import type { Destination, Destinations } from './routing.ts'
import { httpCall, TimedOut, type Call, type Reply, type Target } from './http-call.ts'
import type { Identity } from './identity.ts'
import { Dropped, text } from './listener.ts'
import { nowMicros, type Half, type Outcome } from './span.ts'

export interface OutgoingOptions {
  identity: Identity
  destinations: Destinations
  metrics: CallMetrics
  gauges: Pick<ConsumerGauges, 'add'>
  agent: Agent
  timeoutMs: number
  record(half: Half): void
}

interface Attempt {
  reply: Reply
  outcome: Outcome
  error?: string
  /** False when the sidecar itself answered. */
  answered: boolean
  timedOut?: true
}

/**
 * Sends the application's call to an instance that the rules in force allow.
 * What goes wrong on the way becomes Mesher's own answers (servicecomb.md 4.5).
 * @throws Dropped when Mesher closes the connection without an answer.
 */
export function outgoingCalls(options: OutgoingOptions): (service: string, call: Call) => Promise<Reply> {
  const { identity, destinations, metrics, gauges, record } = options
  return async (service, call) => {
    const context = childContext(call.headers)
    const startedAt = nowMicros()
    const half = { kind: 'CLIENT', context, call, startedAt, peer: { service } } as const
    const destination = await destinations(service, call).catch((error: unknown) => {
      if (error instanceof Dropped)
        record({ ...half, endedAt: nowMicros(), outcome: 'aborted', error: error.message, withBodies: true })
      throw error
    })
    const attempt = await attemptTo(destination, { ...call, headers: { ...call.headers, ...b3Headers(context) } })
    const endedAt = nowMicros()
    const { status } = attempt.reply
    metrics.count({ service, ...destination.rule, status, seconds: (endedAt - startedAt) / 1e6 })
    gauges.add({ target: service, result: resultOf(attempt), milliseconds: (endedAt - startedAt) / 1000 })
    record({
      ...half,
      ...farEnd(service, identity.app, destination),
      ...attempt,
      endedAt,
      withBodies: !attempt.answered,
    })
    return attempt.reply
  }

  async function attemptTo(destination: Destination, call: Call): Promise<Attempt> {
    if ('missing' in destination) {
      const sentence = `lb: No available instance, key: ${destination.missing}`
      return { reply: text(502, sentence), outcome: 'no-instance', error: sentence, answered: false }
    }
    const { target, service } = destination.provider
    try {
      const reply = await httpCall(options.agent, target, asForwarded(call, service), options.timeoutMs)
      const failed = reply.status >= 500
      return {
        reply,
        outcome: failed ? 'failed' : 'ok',
        ...(failed ? { error: `${reply.status}` } : {}),
        answered: true,
      }
    } catch (error) {
      const sentence = sentenceOf(error, call, target)
      const timedOut = error instanceof TimedOut ? ({ timedOut: true } as const) : {}
      return { reply: text(502, sentence), outcome: 'failed', error: sentence, answered: false, ...timedOut }
    }
  }

  function asForwarded(call: Call, service: string): Call {
    return {
      ...call,
      headers: {
        'content-type': 'application/json',
        ...call.headers,
        host: service,
        'x-forwarded-host': service,
        'x-cse-context': JSON.stringify({ 'x-cse-src-microservice': identity.service }),
      },
    }
  }
}

const resultOf = ({ outcome, timedOut }: Attempt): CircuitEvent['result'] =>
  timedOut ? 'timeout' : outcome === 'ok' ? 'success' : 'failure'

function farEnd(service: string, ownApp: string, destination: Destination): Pick<Half, 'remote' | 'peer'> {
  if ('missing' in destination) {
    return { remote: { serviceName: service }, peer: { service, app: destination.rule.app || ownApp } }
  }
  const { target, app, version, instanceId } = destination.provider
  return {
    remote: { serviceName: service, ipv4: target.host, port: target.port },
    peer: { service, app, version, instanceId },
  }
}

/** As Go's HTTP client words it. */
function sentenceOf(error: unknown, call: Call, { host, port }: Target): string {
  const method = call.method[0] + call.method.slice(1).toLowerCase()
  const what = `${method} "http://${host}:${port}${call.path}"`
  if (error instanceof TimedOut)
    return `${what}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
  const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
  return refused ? `${what}: dial tcp ${host}:${port}: connect: connection refused` : `${what}: EOF`
}
