import type { Finding } from '#shared/contract/problem.ts'
import { type Candidate, chosenBy, isNewest } from '#shared/features/route-rules/engine.ts'
import { mesherSemantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import { labelsText } from '#shared/features/route-rules/same-rule.ts'
import { isReady } from '#shared/mesh/instance.ts'
import { type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { appEnvironmentOf, namespaceOf } from '../namespace.ts'

/** The instances that a destination of a service can choose from; the label `app` means that service of another app. */
export function candidatesOf(
  service: ServiceRef,
  labels: Record<string, string>,
  snapshot: RegistrySnapshot,
): Candidate[] {
  const { app, environment } = appEnvironmentOf(service.namespace)
  const namespace = namespaceOf({ app: labels['app'] ?? app, environment })
  return (snapshot.instances.get(serviceKey({ ...service, namespace })) ?? []).map((instance) => ({
    version: instance.version,
    ready: isReady(instance),
    labels: { ...instance.labels, ...(labels['app'] === undefined ? {} : { app: labels['app'] }) },
  }))
}

/** Whether every destination of a route can take its share. */
export function checkDestinations(
  route: Route,
  field: string,
  service: ServiceRef,
  snapshot: RegistrySnapshot,
  planes: readonly DataPlane[],
): Finding[] {
  const seen = new Set<string>()
  const isGo = planes.some((plane) => dialectOf(plane) === 'go')
  // Others take its share there (servicecomb.md 3.3).
  const reserved =
    planes.every((plane) => plane === 'java-chassis-3') && (route.emptyProtection !== false || route.fallback)
  return route.destinations.flatMap(({ labels, weight }, index): Finding[] => {
    const findings: Finding[] = []
    const place = `${field}.destinations.${index}`
    const found = (code: Finding['code'], severity: Finding['severity'], params: Finding['params'] = {}) =>
      findings.push({ code, severity, params, field: place })

    if (seen.has(labelsText(labels))) found('destination-repeated', 'error')
    seen.add(labelsText(labels))
    // Every data plane holds whole numbers (servicecomb.md 3.3).
    if (!Number.isInteger(weight)) found('weight-not-whole', 'error')
    if (weight === 0) return findings
    if (planes.includes('java-chassis-3') && isNewest(labels)) {
      found('newest-means-others', 'warning', { framework: 'java-chassis 3' })
      if (!isGo) return findings
    }

    const chosen = chosenBy(labels, candidatesOf(service, labels, snapshot), isGo ? mesherSemantics : modelSemantics)
    const version = labels['version'] ?? ''
    const destination = version === '' ? displayed(labels) : version
    if (chosen.length === 0) {
      const code = reserved ? 'destination-left-to-others' : 'destination-without-ready-instances'
      found(code, 'warning', { destination, version, weight })
    }
    if (chosen.length === 1) found('destination-single-instance', 'note', { destination, version, weight })
    return findings
  })
}

const displayed = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
