import { wholeMesh } from '#shared/access/visibility.ts'
import type { Backtest } from '#shared/features/rate-limits/backtest.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { backtest } from '../bff/features/rate-limits/backtest.ts'
import { bareEngine } from './bare-engine.ts'
import { withDayOfCalls } from './day-of-calls.ts'
import { meshOver, services } from './mesh-over-day.ts'
import { judge, median, millions, timed } from './rounds.ts'

/**
 * Claim: a limit for every call that any service gets, tried on the recorded calls of a day as the console tries it (limits from Kie,
 * frameworks from Service Center, every call through the store's process and its sidecar's bucket, told by minute, caller, tenant and
 * API), goes through 5 M calls at no less than three hundredths of the speed of a bare scan: the engine in one's own process hands out the
 * same columns of the same calls, in no order, and nobody looks at them.
 */
const least = 0.03
const calls = 5_000_000
const rounds = 3

const namespace = 'cloud@production'
const ref: PolicyRef = { mesh: 'cloud', namespace, service: '*', kind: 'rate-limits', name: 'all' }
const columns = `at_us, caller, callee_ns, callee, callee_instance, tenant,
  method, coalesce(route, url) AS api, attempt`

await withDayOfCalls(calls, async (day) => {
  const bare = await bareEngine(day)
  const meshdeck = await meshOver(
    day,
    services.map((name) => [name, '1.0.0'] as const),
  )
  const question = {
    mesh: meshdeck.mesh,
    target: meshdeck.targetOf('rate-limits'),
    ref,
    spec: { limit: 2, per: 1 },
    last: '24h' as const,
    visibility: wholeMesh(day.mesh),
    mayUnmask: false,
    sees: () => true,
    seconds: 300,
  }
  let found: Backtest['total'] = { calls: 0, before: 0, after: 0 }
  const took = await timed(rounds, {
    bare: () => bare.handOut(columns),
    async ours() {
      const { total, sidecars } = await backtest(question, AbortSignal.timeout(300_000))
      // The window slides on while the bench runs: the calls of its first minutes fall out of it.
      if (total.calls < calls * 0.9 || total.after === 0 || sidecars !== services.length * 3) {
        throw new Error(`the backtest told ${JSON.stringify(total)} of ${sidecars} sidecars`)
      }
      found = total
    },
  })
  bare.close()
  await meshdeck.close()
  console.log(
    `calls tried                ${found.calls.toLocaleString('en')}, ${found.after.toLocaleString('en')} refused`,
  )
  console.log(`bare scan, handed out      ${millions(calls / median(took.bare))}`)
  console.log(
    `backtest of a day          ${millions(found.calls / median(took.ours))}, ${median(took.ours).toFixed(1)} s`,
  )
  judge(took, least)
})
