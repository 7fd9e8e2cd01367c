import { describe, expect, test } from 'vitest'
import { javaBulkheadCases } from '../../cases/java-bulkheads.ts'
import type { Calls, JavaCase, Served, Step } from '../../cases/java-case.ts'
import { javaCircuitBreakerCases } from '../../cases/java-circuit-breakers.ts'
import { javaFaultCases } from '../../cases/java-faults.ts'
import { javaInstanceIsolationCases } from '../../cases/java-instance-isolation.ts'
import { javaLoadBalancingCases } from '../../cases/java-load-balancing.ts'
import { javaMatchGroupCases } from '../../cases/java-match-groups.ts'
import { javaRateLimitCases } from '../../cases/java-rate-limits.ts'
import { javaRetryCases } from '../../cases/java-retries.ts'
import { javaRouteRuleCases } from '../../cases/java-route-rules.ts'
import { seeded } from '../../random.ts'
import { virtualClock } from '../../test-support/virtual-clock.ts'
import { chainOf } from '../chain.ts'
import { consumerGauges } from '../consumer-gauges.ts'
import type { Answer, Governance, IncomingCall, OutgoingCall } from '../governance.ts'
import type { Call } from '../http-call.ts'
import { javaGovernance } from './java-governance.ts'
import { json } from '../listener.ts'
import { identityOf } from '../mesher-under-test.ts'
import { refusal } from '../refusal.ts'

describe.each([
  ['match groups', javaMatchGroupCases],
  ['rate limits', javaRateLimitCases],
  ['circuit breakers', javaCircuitBreakerCases],
  ['instance isolation', javaInstanceIsolationCases],
  ['load balancing', javaLoadBalancingCases],
  ['retries', javaRetryCases],
  ['faults', javaFaultCases],
  ['bulkheads', javaBulkheadCases],
  ['route rules', javaRouteRuleCases],
])('%s of a java-chassis process', (_, cases) => {
  test.each(cases)('$name', async (each) => {
    const process = startProcess(each)
    for (const step of each.steps) expect(await process.go(step)).toEqual(expectedOf(step))
  })
})

function startProcess({ keys, instances = [{ id: 'a' }, { id: 'b' }], random, name }: JavaCase) {
  const clock = virtualClock()
  const identity = identityOf('billing', { flavour: 'java-chassis' })
  const providers = instances.map(({ id, version = '1.0.0', properties = {} }) => ({
    instanceId: id,
    app: identity.app,
    service: 'order',
    version,
    properties,
    target: { host: '127.0.0.1', port: 1 },
  }))
  const governance = javaGovernance({
    identity,
    known: { providers: (_, service) => Promise.resolve(service === 'order' ? providers : []) },
    files: {},
    gauges: consumerGauges(identity),
    clock,
    random: random ? over(random) : seeded(name).next,
    end: (reason) => expect.unreachable(reason),
  })
  governance.load(new Map(Object.entries(keys)))

  return {
    async go(step: Step): Promise<Seen> {
      if ('passMs' in step) {
        await clock.pass(step.passMs)
        return {}
      }
      if ('change' in step) {
        for (const [key, value] of Object.entries(step.change)) governance.change(key, value ?? undefined)
        return {}
      }
      const begunAt = clock.now()
      const { outcomes, tries } = await made(step)
      return {
        outcomes,
        tries: step.tries && tries,
        tookMs: step.tookMs === undefined ? undefined : clock.now() - begunAt,
      }
    },
  }

  async function made(calls: Calls): Promise<{ outcomes: Counts; tries: Counts }> {
    const outcomes: Counts = {}
    const tries: Counts = {}
    const send = () => (calls.side === 'received' ? receive(calls) : call(calls, tries))
    const { times = 1, atOnce = false } = calls
    for (let i = 0; i < times; i += atOnce ? times : 1) {
      for (const each of await clock.until(Array.from({ length: atOnce ? times : 1 }, send)))
        add(outcomes, each.status === 'fulfilled' ? each.value : 'dropped')
    }
    return { outcomes, tries }
  }

  async function receive(calls: Calls): Promise<string> {
    const answer = await incoming(governance, () => serve(calls.served))({
      call: callOf(calls),
      ...(calls.caller === undefined ? {} : { caller: calls.caller }),
    })
    return answer.answered ? `${answer.reply.status}` : inWords(answer)
  }

  async function call(calls: Calls, tries: Counts): Promise<string> {
    const context = { traceId: '1', spanId: '1', shared: false }
    const answer = await outgoing(governance, async ({ provider }) => {
      const id = provider?.instanceId ?? 'nobody'
      add(tries, id)
      return { ...(await serve(calls.servedBy?.[id] ?? calls.served)), ...(provider ? { provider } : {}) }
    })({ service: 'order', call: callOf(calls), context, attempt: 0, startedAt: 0 })
    return answer.answered ? `${answer.provider?.instanceId} ${answer.reply.status}` : inWords(answer)
  }

  async function serve({ status = 200, takesMs = 0, broken }: Served = {}): Promise<Answer> {
    if (takesMs > 0) await clock.sleep(takesMs)
    if (broken) return refusal('failed', 502, 'EOF')
    return { reply: json(status, {}), outcome: status >= 500 ? 'failed' : 'ok', answered: true }
  }
}

type Counts = Record<string, number>

/** What came of one step; only what the step speaks of. */
type Seen = Partial<Record<'outcomes' | 'tries', Counts | undefined>> & { tookMs?: number | undefined }

const expectedOf = (step: Step) =>
  'side' in step ? { outcomes: step.outcomes, tries: step.tries, tookMs: step.tookMs } : {}

const add = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

const incoming = ({ incoming: handlers }: Governance, end: (call: IncomingCall) => Promise<Answer>) =>
  chainOf(handlers, end)

const outgoing = ({ outgoing: handlers }: Governance, end: (call: OutgoingCall) => Promise<Answer>) =>
  chainOf(handlers, end)

const callOf = ({ method = 'GET', path = '/', headers = {} }: Calls): Call => ({
  method,
  path,
  headers: { ...headers },
  body: '',
})

const inWords = ({ outcome, reply, error }: Answer): string => `${outcome} ${reply.status} ${error}`

function over(values: readonly number[]): () => number {
  let next = 0
  return () => values[next++ % values.length] ?? 0
}
