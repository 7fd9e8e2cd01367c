import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseInstance, RouteRuleCase } from '../cases/route-rules/case.ts'
import { routeRuleCases } from '../cases/route-rules.ts'
import {
  addressedMesher,
  identityOf,
  outcomeOf,
  sandboxMesher,
  startVersion,
  untilRead,
  writeRule,
  type MesherUnderTest,
} from './mesher-under-test.ts'
import type { Sidecar } from './sidecar.ts'

const live = routeRuleCases.filter(({ atStart }) => !atStart)
const atStart = routeRuleCases.filter((each) => each.atStart)

describe('a sidecar of the sandbox', () => {
  let mesh: MesherUnderTest | undefined
  beforeAll(async () => {
    mesh = await sandboxMesher()
  })
  afterAll(() => mesh?.close())

  test.each(live)('$name', (each) => expectOutcomes(mesh, each))

  test.each(atStart)('$name', async (each) => {
    const [first = null, ...later] = each.rules
    const fresh = await sandboxMesher({ ...(first === null ? {} : { order: first }), ...each.otherRules })
    await expectOutcomes(fresh, { ...each, rules: later }, 'order')
    await fresh.close()
  })
})

const real = addressedMesher()

// Cases about the start are left out: they need a process that the test may restart.
test.skipIf(!real).each(real ? live : live.slice(0, 1))(
  'a real Mesher, given MESHER_PROXY_URL, MESHER_ADMIN_URL, SERVICE_CENTER_URL and KIE_URL: $name',
  (each) => expectOutcomes(real, each),
  300_000,
)

let cases = 0

/** A service name of its own for each case, so that what a caller remembers of one case does not touch the next. */
async function expectOutcomes(
  mesh: MesherUnderTest | undefined,
  each: RouteRuleCase,
  service = `order-${(cases += 1)}`,
): Promise<void> {
  if (!mesh) throw new Error('no mesh to ask')
  const instances = await Promise.all(each.instances.map((instance) => start(mesh, service, instance)))
  for (const rule of each.rules) {
    await writeRule(mesh.kieUrl, service, rule)
    await untilRead(mesh)
  }
  for (const { headers, times, outcomes, within = 0 } of each.calls) {
    const counted: Record<string, number> = {}
    for (let i = 0; i < times; i += 1) {
      const outcome = await outcomeOf(mesh, service, headers)
      counted[outcome] = (counted[outcome] ?? 0) + 1
    }
    // What lies within the tolerance counts as what was asked.
    const seen = Object.entries(counted).map(([outcome, count]) => [outcome, near(count, outcomes[outcome], within)])
    expect({ [each.name]: Object.fromEntries(seen) }).toEqual({ [each.name]: outcomes })
  }
  await writeRule(mesh.kieUrl, service, null).catch(() => undefined /* there was none */)
  await Promise.all(instances.map((instance) => instance.close()))
}

async function start(
  mesh: MesherUnderTest,
  service: string,
  { version, app, properties, status }: CaseInstance,
): Promise<Sidecar> {
  const identity = identityOf(service, {
    version,
    instanceProperties: { ...properties },
    ...(app === undefined ? {} : { app }),
  })
  const instance = await startVersion(mesh, identity)
  if (status !== undefined) {
    const { serviceId, instanceId } = instance.ids()
    const path = `/v4/default/registry/microservices/${serviceId}/instances/${instanceId}/status?value=${status}`
    await fetch(mesh.serviceCenterUrl + path, { method: 'PUT' })
  }
  return instance
}

const near = (count: number, asked: number | undefined, within: number): number =>
  asked !== undefined && Math.abs(count - asked) <= within ? asked : count
