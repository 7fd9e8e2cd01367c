import type { Candidates } from '../governance.ts'
import type { Provider } from '../discovery.ts'
import { turns } from '../turns.ts'

const prefix = 'servicecomb.loadbalance.'

/** Chooses instances by the strategies of java-chassis 3.x (servicecomb.md 3.7). */
export interface Balancer {
  /**
   * Undefined when there is none.
   * @param rule what a policy for the call's match group says; else the keys of the service, of all services, decide.
   */
  pick(service: string, candidates: Candidates, rule?: string): Provider | undefined
  /** Tells what came of a call, for session stickiness. */
  ended(service: string, failed: boolean): void
  /** One key changed; other keys do not matter. */
  change(key: string, value: string | undefined): void
}

interface Session {
  provider: Provider
  usedAt: number
  /** Failures in a row. */
  failures: number
}

/** @param now milliseconds; @param random from 0 up to 1. */
export function balancer(now: () => number, random: () => number): Balancer {
  const values = new Map<string, string>()
  const sessions = new Map<string, Session>()
  const inTurn = turns()
  const read = (service: string, field: string): string | undefined =>
    values.get(`${prefix}${service}.${field}`) ?? values.get(prefix + field)

  function sticky(service: string, candidates: Candidates): Provider | undefined {
    const limit = (field: string, usual: number): number =>
      Number(read(service, `SessionStickinessRule.${field}`) ?? usual)
    const [timeoutMs, mostFailures] = [limit('sessionTimeoutInSeconds', 30) * 1000, limit('successiveFailedTimes', 5)]
    const session = sessions.get(service)
    const known = candidates.providers.find(({ instanceId }) => instanceId === session?.provider.instanceId)
    if (session && known && now() - session.usedAt <= timeoutMs && session.failures < mostFailures) {
      session.usedAt = now()
      return known
    }
    const provider = inTurn(candidates)
    if (provider) sessions.set(service, { provider, usedAt: now(), failures: 0 })
    return provider
  }

  return {
    pick(service, candidates, rule = read(service, 'strategy.name')) {
      const { providers } = candidates
      if (rule === 'Random') return providers[Math.floor(random() * providers.length)]
      if (rule === 'SessionStickiness') return sticky(service, candidates)
      // Any other name is RoundRobin, and so, in 3.x, is WeightedResponse: its weights are not written yet.
      return inTurn(candidates)
    },
    ended(service, failed) {
      const session = sessions.get(service)
      if (session) session.failures = failed ? session.failures + 1 : 0
    },
    change(key, value) {
      if (!key.startsWith(prefix)) return
      if (value === undefined) values.delete(key)
      else values.set(key, value.trim())
    },
  }
}
