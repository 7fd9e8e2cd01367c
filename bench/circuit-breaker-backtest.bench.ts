import { wholeMesh } from '#shared/access/visibility.ts'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { backtest } from '../bff/features/circuit-breakers/backtest.ts'
import { bareEngine } from './bare-engine.ts'
import { withDayOfCalls } from './day-of-calls.ts'
import { meshOver, services } from './mesh-over-day.ts'
import { judge, median, millions, timed } from './rounds.ts'

/**
 * Claim: a circuit breaker for all that a namespace calls, tried on the recorded calls of a day as the console tries it (frameworks from
 * Service Center, every call through the store's process and the circuit between its ends, told by pair and tenant with the spans that
 * circuits would have been open), goes through 5 M calls at no less than two hundredths of the speed of a bare scan: the engine in
 * one's own process hands out the same columns of the same calls, in no order, and nobody looks at them.
 */
const least = 0.02
const calls = 5_000_000
const rounds = 3

const namespace = 'cloud@production'
const ref: PolicyRef = { mesh: 'cloud', namespace, service: '*', kind: 'circuit-breakers', name: 'app' }
const columns = `at_us, caller_ns, caller, caller_instance, callee_ns, callee, callee_instance, outcome, error,
  tenant, tenant_name, status, duration_us, attempt`

await withDayOfCalls(calls, async (day) => {
  const bare = await bareEngine(day)
  const meshdeck = await meshOver(
    day,
    services.map((name) => [name, '1.0.0'] as const),
  )
  // What takes longer than this counts as failed, as it does for every fourth call of the day.
  const spec = { trip: { errorShare: 30 }, minimumCalls: 3, sleepMs: 5000, timeoutMs: 45 }
  const question = {
    mesh: meshdeck.mesh,
    ref,
    spec,
    window: day.window,
    visibility: wholeMesh(day.mesh),
    mayUnmask: false,
    seconds: 300,
  }
  await meshdeck.mesh.registry.snapshot()
  let found: Backtest | undefined
  const took = await timed(rounds, {
    bare: () => bare.handOut(columns),
    async ours() {
      found = await backtest(question, AbortSignal.timeout(300_000))
      if (found.calls < calls || found.refused === 0) throw new Error(`the backtest told ${found.calls} calls`)
    },
  })
  bare.close()
  await meshdeck.close()
  console.log(
    `calls tried                ${found?.calls.toLocaleString('en')}, ${found?.refused.toLocaleString('en')} refused`,
  )
  console.log(`bare scan, handed out      ${millions(calls / median(took.bare))}`)
  console.log(`backtest of a day          ${millions(calls / median(took.ours))}, ${median(took.ours).toFixed(1)} s`)
  judge(took, least)
})
