import type { Microservice } from './model.ts'
import { providersOf, type View } from './registry-store.ts'

const PRESENTATION = { type: '', color: '', position: '' }

/**
 * Every version is a node, also without edges; the far end of a line has neither app nor version. Lists without
 * entries are `null` here. Source: Service Center, server/service/govern/graph.go (Draw).
 */
export function drawRelations(view: View, services: Microservice[]) {
  const shown = new Set(services.map(({ serviceId }) => serviceId))
  const lines = services.flatMap((consumer) =>
    providersOf(view, consumer)
      .filter(({ serviceId }) => serviceId !== consumer.serviceId && shown.has(serviceId))
      .map(({ serviceId, serviceName }) => ({
        from: nodeOf(consumer),
        to: { id: serviceId, name: serviceName, appId: '', version: '', ...PRESENTATION },
        type: '',
        color: '',
        descriptor: '',
      })),
  )
  return { nodes: orNull(services.map(nodeOf)), lines: orNull(lines), circles: null }
}

const nodeOf = ({ serviceId, serviceName, appId, version }: Microservice) => ({
  id: serviceId,
  name: serviceName,
  appId,
  version,
  ...PRESENTATION,
})

const orNull = <Item>(items: Item[]) => (items.length > 0 ? items : null)
