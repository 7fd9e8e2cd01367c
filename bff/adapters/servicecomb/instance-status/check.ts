import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedStatus } from '#shared/features/instance-status/model.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { isReady } from '#shared/mesh/instance.ts'
import type { Policy, PolicyEdit } from '#shared/mesh/policy.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { dataPlaneOf } from '../frameworks.ts'

interface Subject {
  edit: PolicyEdit<ObservedStatus>
  before: Policy<ObservedStatus> | undefined
  snapshot: RegistrySnapshot
  rules: readonly Policy<ObservedRouteRule>[]
}

/** What taking an instance out or bringing it back would do (servicecomb.md 1.6, 4.3). */
export function checkStatus(subject: Subject, declaration: ServiceCombDeclaration): Finding[] {
  const { edit, before } = subject
  if (!before) return [{ code: 'instance-gone', severity: 'error', params: {} }]
  if (edit.spec === null || !edit.enabled) return [{ code: 'instance-status-stays', severity: 'error', params: {} }]
  const wasReady = isReadyStatus(before.spec)
  const becomesReady = isReadyStatus(edit.spec)
  return [
    ...(wasReady && !becomesReady ? checkLast(subject) : []),
    ...checkWhen(declaration),
    ...(becomesReady ? [] : checkReturn(subject, declaration)),
  ]
}

const isReadyStatus = ({ status }: ObservedStatus): boolean => status === 'up' || status === 'testing'

/** What is left when the instance is gone. */
function checkLast({ edit: { ref }, snapshot, rules }: Subject): Finding[] {
  const all = snapshot.instances.get(serviceKey({ ...ref, name: ref.service })) ?? []
  const others = all.filter((instance) => instance.id !== ref.name && isReady(instance))
  const version = all.find(({ id }) => id === ref.name)?.version
  if (others.length === 0) {
    return [{ code: 'last-ready-instance', severity: 'warning', params: { service: ref.service } }]
  }
  if (version === undefined || others.some((instance) => instance.version === version)) return []
  return [
    { code: 'last-ready-of-version', severity: 'warning', params: { version } },
    ...sharesOf(rules, ref, version).map(({ scope, percent }): Finding => ({
      code: 'share-without-instance',
      severity: 'warning',
      params: { scope, percent, version },
    })),
  ]
}

/** The largest share that each rule in force sends to a version on some route. */
function sharesOf(
  rules: readonly Policy<ObservedRouteRule>[],
  { namespace, service }: { namespace: string; service: string },
  version: string,
): { scope: string; percent: number }[] {
  return rules
    .filter(({ ref, enabled }) => enabled && ref.namespace === namespace && ref.service === service)
    .flatMap(({ ref, spec }) => {
      const weights = spec.routes.map(({ destinations }) =>
        destinations
          .filter(({ labels }) => labels['version'] === version)
          .reduce((sum, destination) => sum + destination.weight, 0),
      )
      const percent = Math.max(0, ...weights)
      return percent > 0 ? [{ scope: ref.name, percent }] : []
    })
}

function checkWhen({ discovery: { refreshSeconds } }: ServiceCombDeclaration): Finding[] {
  return refreshSeconds === undefined
    ? [{ code: 'callers-know-unknown', severity: 'warning', params: {} }]
    : [{ code: 'callers-know-within', severity: 'note', params: { seconds: refreshSeconds } }]
}

/** What brings it back although nobody asked. */
function checkReturn({ edit: { ref }, snapshot }: Subject, { discovery }: ServiceCombDeclaration): Finding[] {
  const until: Finding = { code: 'status-until-restart', severity: 'note', params: {} }
  const service = snapshot.services.find((one) => one.namespace === ref.namespace && one.name === ref.service)
  if (dataPlaneOf(service?.framework) !== 'mesher' || discovery.setsOwnStatus === false) return [until]
  return discovery.setsOwnStatus
    ? [{ code: 'status-set-by-proxy', severity: 'warning', params: {} }, until]
    : [{ code: 'status-may-be-set-by-proxy', severity: 'note', params: {} }, until]
}
