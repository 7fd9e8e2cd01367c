import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Answer, Candidates, OutgoingCall, OutgoingHandler } from '../governance.ts'
import { nowMicros } from '../span.ts'
import { noInstance } from '../turns.ts'
import { backoff } from './backoff.ts'
import { readBalancing, type Balancing } from './balancing.ts'
import type { FailureList } from './failure-list.ts'
import type { Settings } from './settings.ts'
import { strategies } from './strategies.ts'

export interface LoadBalance {
  handler: OutgoingHandler
  changed(key: string): void
}

export interface LoadBalanceOptions {
  settings: Settings
  failures: FailureList
  clock: Clock
  /** From 0 to 1. */
  random(): number
  /** Ends the process, with the reason. */
  end(reason: string): void
}

/** A time-out is retried in about this share of the cases: "not reliably" (servicecomb.md 3.7). */
const timeOutsRetried = 0.5

/** Mesher's `loadbalance`: chooses instances and repeats what failed, POST included. */
export function loadBalance({ settings, failures, clock, random, end }: LoadBalanceOptions): LoadBalance {
  const picking = strategies(clock, random)
  let balancingOf = readBalancing(settings)

  const retries = (answer: Answer): boolean =>
    failures.fails(answer) && (answer.timedOut === undefined || random() < timeOutsRetried)

  const handler: OutgoingHandler = {
    name: 'loadbalance',
    async handle(outgoing, next) {
      const { candidates } = outgoing
      if (!candidates) throw new Error('loadbalance needs the router before it')
      const balancing = balancingOf(outgoing.service)
      const { strategy, retryEnabled, retryOnSame, retryOnNext } = balancing
      if (!picking.knows(strategy)) return endOver(strategy)

      const send = attempts(candidates, balancing, next)
      const wait = backoff(balancing.backoff, random)
      let provider = picking.pick(strategy, candidates)
      let answer = await send(outgoing, provider)
      if (!retryEnabled) return answer
      const tries = (retryOnSame + 1) * (retryOnNext + 1)
      for (let attempt = 1; attempt < tries && answer.provider && retries(answer); attempt += 1) {
        await clock.sleep(wait())
        if (attempt % (retryOnSame + 1) === 0) provider = picking.pick(strategy, candidates)
        answer = await send({ ...outgoing, attempt, startedAt: nowMicros() }, provider)
      }
      return answer
    },
  }

  /** Sends one attempt; without an instance to send it to, its answer is that there is none. */
  function attempts(
    candidates: Candidates,
    { strategy }: Balancing,
    next: (outgoing: OutgoingCall) => Promise<Answer>,
  ) {
    return async (outgoing: OutgoingCall, provider: OutgoingCall['provider']): Promise<Answer> => {
      if (!provider) return noInstance(candidates.key)
      const startedAt = clock.now()
      const answer = await next({ ...outgoing, provider })
      if (strategy === 'WeightedResponse' && answer.answered)
        picking.took(candidates, provider, clock.now() - startedAt)
      return strategy === 'SessionStickiness' && answer.answered ? withCookie(answer) : answer
    }
  }

  function endOver(strategy: string): never {
    const reason = `unknown load-balancing strategy ${strategy}`
    end(reason)
    throw new Error(reason)
  }

  return {
    handler,
    changed(key) {
      if (key.startsWith('cse.loadbalance.')) balancingOf = readBalancing(settings)
    },
  }
}

function withCookie(answer: Answer): Answer {
  const { headers } = answer.reply
  const cookie = `go-chassisLB=${randomUUID()}`
  const before = headers['set-cookie']
  const all = before === undefined ? cookie : `${before}, ${cookie}`
  return { ...answer, reply: { ...answer.reply, headers: { ...headers, 'set-cookie': all } } }
}
