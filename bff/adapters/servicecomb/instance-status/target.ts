import { Problem } from '#shared/contract/problem.ts'
import { ObservedStatus } from '#shared/features/instance-status/model.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../../../ports/policy-target.ts'
import { type KindRow, capabilitiesFor, frameworkName, yes } from '../capability-rows.ts'
import { refusedWith } from '../client.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import type { DataPlane } from '../frameworks.ts'
import { planesOf, readersOf } from '../readers.ts'
import type { PolledRegistry } from '../registry.ts'
import type { RecentCalls } from '../route-rules/check.ts'
import { type ServiceCenter, inNamespace } from '../service-center.ts'
import { writesByHand } from './by-hand.ts'
import { checkStatus } from './check.ts'
import { edited, nativeNameOf, statusIn, statusPolicy } from './native.ts'

/** What the status of instances rests on. */
export interface StatusBackends {
  center: ServiceCenter
  registry: PolledRegistry
  /** Rules that may send a share of the calls to a version without instances. */
  routeRules: Pick<PolicyTarget<ObservedRouteRule>, 'list'>
  recentCalls: RecentCalls
}

/**
 * The status of each instance in Service Center. A registered instance always has one, so that none is made or deleted here; the
 * list has those that are not simply up.
 */
export function instanceStatusTarget(
  declaration: ServiceCombDeclaration,
  { center, registry, routeRules, recentCalls }: StatusBackends,
): PolicyTarget<ObservedStatus> {
  async function read(ref: PolicyRef, signal?: AbortSignal): Promise<Policy<ObservedStatus> | undefined> {
    const native = await registered(ref, signal)
    return native && statusPolicy(ref, native, center)
  }

  async function registered({ namespace, service, name }: PolicyRef, signal?: AbortSignal) {
    const natives = await center.findNow(inNamespace(namespace, service), signal)
    return natives?.find(({ instanceId }) => instanceId === name)
  }

  return {
    kind: 'instance-status',
    read,
    capabilities({ namespace }) {
      const planes = planesOf(readersOf(registry.current(), namespace, 'app'))
      return Promise.resolve(statusCapabilities(planes, declaration))
    },
    async list() {
      const { stamps } = await registry.snapshot()
      const policies = registry.registrations().flatMap(({ ref, versions }) =>
        versions.flatMap(({ service, instances }) =>
          instances
            .filter(({ status }) => status !== nativeNameOf('up'))
            .map((native) => ({ ...native, serviceId: service.serviceId }))
            .map((native) => statusPolicy({ ...ref, service: ref.name }, native, center)),
        ),
      )
      return { value: policies.toSorted((one, other) => (one.ref.name < other.ref.name ? -1 : 1)), stamps }
    },
    render({ spec }, before) {
      const status = ObservedStatus.safeParse(spec)
      return (before?.native ?? []).map((document) =>
        status.success ? edited(document, status.data.status) : document,
      )
    },
    parse(_, documents) {
      const status = statusIn(documents[0]?.text ?? '')
      return Promise.resolve(
        status
          ? { spec: { status }, understood: 'whole' as const, findings: [] }
          : { spec: null, understood: 'not' as const, findings: [] },
      )
    },
    async check(edit, before) {
      const [{ value: snapshot }, { value: rules }] = await Promise.all([registry.snapshot(), routeRules.list()])
      return checkStatus({ edit, before, snapshot, rules }, declaration)
    },
    async apply({ ref, spec, enabled, base }, signal) {
      if (spec === null || !enabled) throw new Problem('invalid-input', { field: spec === null ? 'spec' : 'enabled' })
      const native = await registered(ref, signal)
      if (!native) return { conflict: true, theirs: undefined }
      const now = statusPolicy(ref, native, center)
      if (now.base !== base) return { conflict: true, theirs: now }
      try {
        await center.setStatus(native, nativeNameOf(spec.status), signal)
      } catch (error) {
        // Gone in this very moment.
        if (refusedWith(error, 400)) return { conflict: true, theirs: await read(ref, signal) }
        throw error
      }
      const stored = await read(ref, signal)
      await registry.look()
      return stored?.spec.status === spec.status ? { conflict: false, stored } : { conflict: true, theirs: stored }
    },
    byHand: (before, after) => writesByHand(center, before, after),
    async proof({ ref }) {
      const { value: snapshot } = await registry.snapshot()
      const service = { mesh: ref.mesh, namespace: ref.namespace, name: ref.service }
      const sample = await recentCalls(service, 'app')
      const callers = new Set(sample?.calls.flatMap(({ caller }) => caller ?? []))
      const { refreshSeconds } = declaration.discovery
      const reading = readersOf(snapshot, ref.namespace, 'app').filter((reader) => callers.has(reader.service.name))
      return {
        // What a proxy knows of instances it tells nobody (servicecomb.md 4.6).
        instances: reading.flatMap(({ service: { name }, version, plane, instances }) =>
          instances.map(({ id }) => ({
            instance: id,
            service: name,
            version,
            state: 'unread' as const,
            reason: { code: 'framework-tells-nothing', params: { framework: plane ? frameworkName(plane) : '' } },
          })),
        ),
        ...(refreshSeconds === undefined ? {} : { withinSeconds: refreshSeconds }),
      }
    },
  }
}

const row: KindRow = {
  available: yes,
  features: { 'status.up': yes, 'status.out-of-service': yes },
  takesEffect: 'live',
  proof: 'stored',
}

/** Service Center keeps the status whatever the data plane; callers know it when they look at the registry again. */
export function statusCapabilities(planes: DataPlane[], declaration: ServiceCombDeclaration): Capabilities {
  const { withinSeconds: _, ...capabilities } = capabilitiesFor('instance-status', () => row, planes, declaration)
  const { refreshSeconds } = declaration.discovery
  return { ...capabilities, ...(refreshSeconds === undefined ? {} : { withinSeconds: refreshSeconds }) }
}
