import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { circuitBreakerCases } from '../cases/circuit-breakers.ts'
import { faultCases } from '../cases/faults.ts'
import type { CaseCalls, CaseStep, GovernanceCase } from '../cases/governance-case.ts'
import { isolationCases } from '../cases/isolation.ts'
import { loadBalancingCases } from '../cases/load-balancing.ts'
import { matchGroupCases } from '../cases/match-groups.ts'
import { rateLimitCases } from '../cases/rate-limits.ts'
import { retryCases } from '../cases/retries.ts'
import { addressedWorld, isForAddressed, leavesTraces, sandboxWorld, type CaseWorld } from './case-world.ts'
import type { Reply } from './http-call.ts'
import { addressedMesher } from './mesher-under-test.ts'

const kinds: Record<string, readonly GovernanceCase[]> = {
  'rate limits': rateLimitCases,
  'match groups': matchGroupCases,
  'circuit breakers': circuitBreakerCases,
  isolation: isolationCases,
  'load balancing': loadBalancingCases,
  retries: retryCases,
  faults: faultCases,
}

describe.each(Object.entries(kinds))('%s', (_, cases) => {
  test.each(cases)('$name', async (each) => expectSteps(each, await sandboxWorld(each), false))
})

const real = addressedMesher()
const forReal = Object.values(kinds)
  .flat()
  .filter(isForAddressed)
  .toSorted((a, b) => Number(leavesTraces(a)) - Number(leavesTraces(b)))

test.skipIf(!real).each(real ? forReal : forReal.slice(0, 1))(
  'a real Mesher, given MESHER_PROXY_URL, MESHER_ADMIN_URL, SERVICE_CENTER_URL and KIE_URL: $name',
  (each) => expectOnReal(each),
  300_000,
)

async function expectOnReal(each: GovernanceCase): Promise<void> {
  if (!real) throw new Error('no Mesher to ask')
  await expectSteps(each, await addressedWorld(each, real), true)
}

async function expectSteps(each: GovernanceCase, world: CaseWorld, isReal: boolean): Promise<void> {
  try {
    for (const step of each.steps) await take(step, world, isReal)
  } finally {
    await world.close()
  }
}

async function take(step: CaseStep, world: CaseWorld, isReal: boolean): Promise<void> {
  if ('write' in step) return world.write(step.write)
  if ('passMs' in step) return world.clock.sleep(step.passMs)
  if ('restart' in step) return world.restart()
  if ('times' in step) return expectCalls(step, world, isReal)
  for (const [name, how] of Object.entries(step.answers)) world.called.answer(name, how)
}

async function expectCalls(step: CaseCalls, world: CaseWorld, isReal: boolean): Promise<void> {
  const { chance = 0, within = 0, took, cookies } = step
  const tolerance = Math.max(chance, isReal ? within : 0)
  world.called.received()
  const startedAt = world.clock.now()
  const replies = await makeCalls(step, world)
  const lasted = world.clock.now() - startedAt
  const words = replies.map(inWords)

  expect(withTolerance(countOf(words), step.outcomes, tolerance)).toEqual(step.outcomes)
  if (step.alternating) expect(words.filter((word, i) => word === words[i - 1])).toEqual([])
  if (step.received) {
    const received = withTolerance(world.called.received(), step.received, tolerance)
    expect(received).toEqual(step.received)
  }
  if (took) {
    expect(lasted).toBeGreaterThanOrEqual(took.atLeast)
    if (!isReal) expect(lasted).toBeLessThanOrEqual(took.atMost)
  }
  if (cookies !== undefined) expect(new Set(replies.flatMap(cookieOf)).size).toBe(cookies)
}

async function makeCalls(step: CaseCalls, world: CaseWorld): Promise<(Reply | 'dropped' | 'ended')[]> {
  const replies: (Reply | 'dropped' | 'ended')[] = []
  if (step.atOnce)
    return together(
      Array.from({ length: step.times }, () => world.call(step)),
      world,
    )
  for (let i = 0; i < step.times; i += 1) {
    replies.push(...(await together([world.call(step)], world)))
    if (step.everyMs !== undefined) await world.clock.sleep(step.everyMs)
  }
  return replies
}

/** Waits until each call has its answer or has reached its instance, then lets those go on. */
async function together<T>(calls: readonly Promise<T>[], { called }: CaseWorld): Promise<T[]> {
  let answered = 0
  for (const call of calls) call.then(() => (answered += 1)).catch(() => undefined /* reported below */)
  while (answered + called.waiting() < calls.length) await soon()
  called.letGo()
  return Promise.all(calls)
}

function inWords(reply: Reply | 'dropped' | 'ended'): string {
  if (typeof reply === 'string') return reply
  const { status, body } = reply
  const instance = /"instance":"([^"]+)"/.exec(body)?.[1]
  if (instance) return status === 200 ? instance : `${instance} ${status}`
  if (status !== 502) return `${status} ${body}`
  if (body.startsWith('lb: No available instance')) return 'no instance'
  if (body.endsWith('context deadline exceeded (Client.Timeout exceeded while awaiting headers)')) return 'timed out'
  if (body.endsWith('connect: connection refused')) return 'refused'
  return body.endsWith(': EOF') ? 'EOF' : `${status} ${body}`
}

const cookieOf = (reply: Reply | 'dropped' | 'ended'): string[] =>
  typeof reply === 'string' ? [] : (/go-chassisLB=([^;,]+)/.exec(reply.headers['set-cookie'] ?? '')?.slice(1) ?? [])

function countOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** What lies within the tolerance counts as what was asked; what is neither seen nor asked is left out. */
function withTolerance(
  seen: Readonly<Record<string, number>>,
  asked: Readonly<Record<string, number>>,
  tolerance: number,
): Record<string, number> {
  const names = new Set([...Object.keys(asked), ...Object.keys(seen)])
  const entries = [...names].map((name) => {
    const [count, expected] = [seen[name] ?? 0, asked[name] ?? 0]
    return [name, Math.abs(count - expected) <= tolerance ? expected : count] as const
  })
  return Object.fromEntries(entries.filter(([name, count]) => count > 0 || name in asked))
}
