import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Connection, ConnectionTest, FrameworkCapabilities } from '#shared/features/meshes/model.ts'
import type { Framework } from '#shared/mesh/service.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { chainOf } from './chains.ts'
import type { Backend } from './client.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import { dataPlaneOf } from './frameworks.ts'
import { kie, kieName } from './kie.ts'
import { kindsOf } from './kinds.ts'
import { recentCallsFrom } from './route-rules/recent-calls.ts'
import { planesOf, readersNamed } from './readers.ts'
import { polledRegistry } from './registry.ts'
import { frameworkName } from './capability-rows.ts'
import { serviceCenter, serviceCenterName } from './service-center.ts'

/** A ServiceComb mesh that is read in the background until it is closed. */
export interface ServiceCombMesh extends ConnectedMesh {
  close(): void
}

/** Connects a declared mesh. Nothing is asked for before the first answer; backends that are silent now are found later. */
export function connectServiceComb(
  declaration: ServiceCombDeclaration,
  { calls, metrics }: { calls: CallRecords; metrics: Metrics },
): ServiceCombMesh {
  const center = serviceCenter(declaration)
  const store = kie(declaration)
  const registry = polledRegistry(declaration, center)
  const recentCalls = recentCallsFrom(calls, declaration.sampling)
  const kinds = kindsOf(declaration, { kie: store, registry, center }, recentCalls)

  return {
    name: declaration.name,
    kind: 'servicecomb',
    sampling: declaration.sampling,
    registry,
    metrics,
    calls,
    target: (kind) => kinds.targets.find((target) => target.kind === kind),
    chainOf: (reader) => chainOf(planesOf(readersNamed(registry.current(), reader))),
    async frameworks(): Promise<FrameworkCapabilities[]> {
      const { value } = await registry.snapshot()
      const counted = new Map<string, { framework: Framework; services: number }>()
      for (const { framework } of value.services) {
        if (!framework) continue
        const entry = counted.get(nameOf(framework)) ?? { framework, services: 0 }
        entry.services += 1
        counted.set(nameOf(framework), entry)
      }
      return [...counted]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, { framework, services }]) => {
          const plane = dataPlaneOf(framework)
          const able = kinds.capabilitiesOf(plane ? [plane] : [])
          return { framework: name, assumed: framework.assumed, services, kinds: able }
        })
    },
    connections: (): Connection[] => [
      { part: 'registry', product: serviceCenterName, address: center.address, stamp: stampOf(center) },
      { part: 'policies', product: kieName, address: store.address, stamp: stampOf(store) },
    ],
    test: (signal) =>
      Promise.all([
        testOf('registry', serviceCenterName, () => center.version(signal)),
        testOf('policies', kieName, () => store.version(signal)),
      ]),
    close: () => registry.close(),
  }
}

function nameOf(framework: Framework): string {
  const plane = dataPlaneOf(framework)
  return plane ? frameworkName(plane, framework) : `${framework.name} ${framework.version}`.trim()
}

function stampOf({ name, health }: Backend): Stamp {
  const state = health()
  return { source: name, completeness: state.at === undefined ? 'unknown' : 'complete', ...state }
}

async function testOf(
  part: ConnectionTest['part'],
  product: string,
  ask: () => Promise<string>,
): Promise<ConnectionTest> {
  const begun = performance.now()
  const tookMs = () => Math.round((performance.now() - begun) * 10) / 10
  try {
    const version = await ask()
    return { part, product, answered: true, tookMs: tookMs(), ...(version === '' ? {} : { version }) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { part, product, answered: false, tookMs: tookMs(), problem: reportOf(error) }
  }
}
