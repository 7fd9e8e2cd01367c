import { wholeMesh } from '#shared/access/visibility.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { impactOf } from '../bff/features/impact/service.ts'
import { bareEngine } from './bare-engine.ts'
import { withDayOfCalls } from './day-of-calls.ts'
import { meshOver } from './mesh-over-day.ts'
import { judge, median, millions, timed } from './rounds.ts'

/**
 * Claim: the impact of a drafted rule over the recorded calls of a day, asked as the console asks it (policies from Kie, instances from
 * Service Center, calls through the store's process, examples looked up), goes through the calls at no less than a tenth of the speed
 * of a bare scan: the engine in one's own process reads the same columns of the same calls and adds up their hashes.
 */
const least = 0.1
const calls = 2_000_000
const rounds = 7

const namespace = 'cloud@production'
const service = 'ocr'
const columns =
  'at_us, trace, span, attempt, caller_ns, caller, caller_version, callee_ns, tenant, tenant_name, headers'

const to = (version: string, weight: number) => ({ labels: { version }, weight })
const edit: PolicyEdit = {
  ref: { mesh: 'cloud', namespace, service, kind: 'route-rules', name: 'app' },
  enabled: true,
  base: 'none',
  spec: {
    routes: [
      {
        name: 'android',
        match: {
          any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
        },
        destinations: [to('1.0.0', 95), to('1.0.1', 5)],
      },
      { name: 'rest', match: { any: [] }, destinations: [to('1.0.0', 100)] },
    ],
  },
}

await withDayOfCalls(calls, async (day) => {
  const bare = await bareEngine(day)
  const meshdeck = await meshOver(day, [
    [service, '1.0.0'],
    [service, '1.0.1'],
  ])
  const target = meshdeck.targetOf('route-rules')
  let replayed = 0
  const took = await timed(rounds, {
    bare: () => bare.read(columns, `callee = '${service}'`),
    async ours() {
      const question = {
        mesh: meshdeck.mesh,
        target,
        namespace,
        service,
        window: day.window,
        visibility: wholeMesh(day.mesh),
        mayUnmask: false,
        edits: [{ edit, field: 'edits.0' }],
        policies: await target.list(),
      }
      const { calls: seen, oneIn, figures, examples } = await impactOf(question, AbortSignal.timeout(60_000))
      if (!figures || oneIn !== 1 || examples.length === 0) throw new Error('the replay told nothing')
      replayed = seen
    },
  })
  bare.close()
  await meshdeck.close()
  console.log(
    `calls replayed             ${replayed.toLocaleString('en')} of ${calls.toLocaleString('en')} in the store`,
  )
  console.log(`bare scan                  ${millions(replayed / median(took.bare))}`)
  console.log(
    `impact of a rule           ${millions(replayed / median(took.ours))}, ${(median(took.ours) * 1000).toFixed(0)} ms`,
  )
  judge(took, least)
})
