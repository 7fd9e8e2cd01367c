import type { Clock } from '../clock.ts'
import type { Provider } from '../discovery.ts'
import type { Answer, OutgoingCall, OutgoingHandler } from '../governance.ts'
import type { Balancer } from './balancer.ts'
import type { Isolated } from './isolated.ts'
import { governed } from './outgoing.ts'
import type { Retrying } from './policies.ts'
import type { PoliciesInForce } from './policies-in-force.ts'
import { javaRefusal } from './refusal.ts'
import { isRetried, retryWait } from './retry.ts'
import type { Routing } from '../routing.ts'
import { nowMicros } from '../span.ts'

interface Parts {
  app: string
  routing: Pick<Routing, 'candidates'>
  policies: Pick<PoliciesInForce, 'retry' | 'loadbalance'>
  balance: Balancer
  isolated: Isolated
  clock: Clock
  random(): number
}

type Next = (outgoing: OutgoingCall) => Promise<Answer>

/** So often is another instance looked for before the same one is tried again (LoadBalanceFilter). */
const looks = 17

/** Routes a call, chooses an instance, and tries again where a policy says so; each try is routed anew. */
export function routedTries({ app, routing, policies, balance, isolated, clock, random }: Parts): OutgoingHandler {
  async function once(outgoing: OutgoingCall, last: Provider | undefined, again: boolean, next: Next): Promise<Try> {
    const { service } = outgoing
    const candidates = isolated.without(await routing.candidates(service, outgoing.call))
    const rule = policies.loadbalance.find(governed(outgoing))?.policy.rule
    const pick = (): Provider | undefined => balance.pick(service, candidates, rule)
    let provider = again ? last : pick()
    for (let i = 1; !again && i < looks && provider?.instanceId === last?.instanceId; i += 1) provider = pick()
    if (!provider) return { answer: { ...noAddress(app, service), rule: candidates.rule } }
    const answer = await next({ ...outgoing, candidates, provider })
    balance.ended(service, !answer.answered || answer.reply.status === 503)
    return { answer: { rule: candidates.rule, ...answer }, provider }
  }

  return {
    name: 'loadbalance',
    async handle(outgoing, next) {
      const found = policies.retry.find(governed(outgoing))
      const retry = found?.policy
      let { answer, provider } = await once(outgoing, undefined, false, next)
      let reached = answer.provider
      for (let attempt = 1; retry && isRetried(retry, answer); attempt += 1) {
        if (attempt > retry.maxAttempts)
          return retry.failAfterMaxAttempts ? exhausted(found.name, retry, answer) : answer
        await clock.sleep(retryWait(retry, attempt, random))
        const again = provider !== undefined && attempt <= retry.retryOnSame
        const tried = await once({ ...outgoing, attempt, startedAt: nowMicros() }, provider, again, next)
        provider = tried.provider
        reached = tried.answer.provider ?? reached
        // What reached an instance before has been reported already.
        answer = reached ? { ...tried.answer, provider: reached } : tried.answer
      }
      return answer
    },
  }
}

interface Try {
  answer: Answer
  provider?: Provider
}

const noAddress = (app: string, service: string): Answer =>
  javaRefusal({ status: 500, outcome: 'no-instance', message: `No available address found for ${app}/${service}.` })

/** As resilience4j's MaxRetriesExceededException says it. */
function exhausted(name: string, { maxAttempts }: Retrying, { provider, rule }: Answer): Answer {
  const message = `Retry 'servicecomb.retry.${name}' has exhausted all attempts (${maxAttempts + 1})`
  const refused = javaRefusal({ status: 500, outcome: 'failed', message })
  return { ...refused, ...(provider ? { provider } : {}), ...(rule ? { rule } : {}) }
}
