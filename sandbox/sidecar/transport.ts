import type { Agent } from 'node:http'
import { attemptContext, b3Headers } from './b3.ts'
import type { Provider } from './discovery.ts'
import type { Answer, OutgoingCall } from './governance.ts'
import { httpCall, TimedOut, type Call, type Target } from './http-call.ts'
import type { Identity } from './identity.ts'
import { outcomeOf, refusal } from './refusal.ts'
import { nowMicros, type Half } from './span.ts'

export interface TransportOptions {
  identity: Identity
  agent: Agent
  /** How long a call waits for its answer unless a rule says otherwise. */
  timeoutMs: number
  record(half: Half): void
}

/** Which try of a call this is, from 1 on, so that both halves of its record say the same; absent for the first one. */
export const attemptHeader = 'x-call-attempt'

/** The end of the outgoing chain: sends one attempt to its instance and reports it as a span of its own. */
export function transport({ identity, agent, timeoutMs, record }: TransportOptions) {
  return async (outgoing: OutgoingCall): Promise<Answer> => {
    const { provider, service, call, attempt, startedAt } = outgoing
    if (!provider) throw new Error('no handler of the chain chose an instance')
    const context = attemptContext(outgoing.context, attempt)
    const headers = {
      ...call.headers,
      ...b3Headers(context),
      ...(attempt > 0 ? { [attemptHeader]: `${attempt}` } : {}),
    }
    const answer = await attemptAt(provider, { ...call, headers }, outgoing.timeoutMs ?? timeoutMs)
    record({
      kind: 'CLIENT',
      context,
      call: { ...call, headers },
      attempt,
      startedAt,
      endedAt: nowMicros(),
      reply: answer.reply,
      outcome: answer.outcome,
      ...(answer.error === undefined ? {} : { error: answer.error }),
      ...farEnd(service, provider),
      withBodies: !answer.answered,
    })
    return answer
  }

  async function attemptAt(provider: Provider, call: Call, waitMs: number): Promise<Answer> {
    try {
      const reply = await httpCall(agent, provider.target, asForwarded(call, provider.service), waitMs)
      const outcome = outcomeOf(reply)
      const error = outcome === 'failed' ? `${reply.status}` : reply.body
      return { reply, outcome, ...(outcome === 'ok' ? {} : { error }), answered: true, provider }
    } catch (error) {
      const timedOut = error instanceof TimedOut ? ({ timedOut: true } as const) : {}
      return { ...refusal('failed', 502, sentenceOf(error, call, provider.target)), provider, ...timedOut }
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

const farEnd = (service: string, { target, app, version, instanceId }: Provider): Pick<Half, 'remote' | 'peer'> => ({
  remote: { serviceName: service, ipv4: target.host, port: target.port },
  peer: { service, app, version, instanceId },
})

/** As Go's HTTP client words it. */
function sentenceOf(error: unknown, call: Call, { host, port }: Target): string {
  const method = call.method[0] + call.method.slice(1).toLowerCase()
  const what = `${method} "http://${host}:${port}${call.path}"`
  if (error instanceof TimedOut)
    return `${what}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
  const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
  return refused ? `${what}: dial tcp ${host}:${port}: connect: connection refused` : `${what}: EOF`
}
