import { useTranslation } from 'react-i18next'
import type { Topology, TopologyEdge, TopologyNode } from '#shared/features/topology/model.ts'
import { type HealthReason, type Traffic, healthLimits } from '#shared/mesh/health.ts'
import { clientErrorShare, failedShare } from '#shared/mesh/traffic.ts'
import { useFormat } from '../../ui/useFormat.ts'
import type { SceneWords } from './scene.ts'
import type { LabelChoice } from './view.ts'

/** Words and numbers of the drawing in the language that is shown. */
export function useSceneWords(labels: LabelChoice): SceneWords {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const figures = useFigures()
  const { rate } = format
  const services = (count: number) => t('services', { count })
  return {
    rate,
    rateAndShare: figures,
    count: format.integer,
    noCalls: t('plate.noCalls'),
    noData: t('plate.noData'),
    notPermitted: t('plate.notPermitted'),
    unresolved: t('plate.unresolved'),
    edge(traffic, status, clientErrors) {
      if (traffic.calls === 0) return t('plate.idle')
      if (labels === 'rate') return rate(traffic.rate)
      if (labels === 'errors') return format.share(clientErrors ? clientErrorShare(traffic) : failedShare(traffic))
      if (labels === 'rate-errors') {
        const trouble = status === 'degraded' || status === 'failing'
        return trouble
          ? figures(traffic, clientErrors ? clientErrorShare(traffic) : failedShare(traffic), clientErrors)
          : rate(traffic.rate)
      }
      const latency = traffic[labels]
      return latency === undefined ? undefined : format.ms(latency)
    },
    group(count, instances) {
      if (instances === undefined) return services(count)
      return t('servicesAndInstances', { services: services(count), instances: t('instances', { count: instances }) })
    },
    workload: (instances) => (instances === undefined ? t('workloadUnknown') : t('workload', { count: instances })),
    shares: (shares) => shares.map((share) => format.percent(Math.round(share * 1000) / 1000)).join(' / '),
  }
}

/** Rate and error share of calls as one line. */
export function useFigures(): (traffic: Traffic, share: number, clientErrors: boolean) => string {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const { rate } = format
  return (traffic, share, clientErrors) => {
    if (!clientErrors) return t('plate.rateAndShare', { rate: rate(traffic.rate), share: format.share(share) })
    // One word more on the same plate: from 10 on both go without decimals.
    const short = traffic.rate >= 10 ? Math.round(traffic.rate) : Math.round(traffic.rate * 10) / 10 || traffic.rate
    const rounded = share >= 0.1 ? Math.round(share * 100) / 100 : share
    return t('plate.rateAndClientErrors', { rate: rate(short), share: format.share(rounded) })
  }
}

/** Why a state is what it is, as a sentence with figures and limit. */
export function useHealthSentence(): (health: HealthReason) => string {
  const { t } = useTranslation('topology')
  const format = useFormat()
  return ({ state, measure, share, limit }) => {
    if (state === 'unknown' || state === 'idle') return t(`reason.${state}`)
    if (share === undefined || limit === undefined) return t('reason.few', { count: healthLimits.minimumCalls })
    const values = { share: format.share(share), limit: format.share(limit) }
    if (state === 'ok') return t('reason.ok', values)
    return measure === 'client-errors' ? t('reason.client-errors', values) : t('reason.failed', values)
  }
}

/** Why a name stands outside all namespaces. */
export function useUnresolvedSentence(topology: Topology): (node: TopologyNode) => string {
  const { t } = useTranslation('topology')
  const format = useFormat()
  return ({ name }) => {
    const namespaces = topology.nodes.flatMap(({ service }) => (service?.name === name ? [service.namespace] : []))
    if (namespaces.length === 0) return t('reason.unresolved', { name })
    return t('reason.unresolvedAmong', { name, namespaces: format.list(namespaces) })
  }
}

/** What to call a node in a sentence; the hidden one has no name of its own. */
export function useNodeName(): (node: TopologyNode) => string {
  const { t } = useTranslation('topology')
  return (node) => (node.kind === 'hidden' ? t('status.hidden') : node.name)
}

/** Rate and error share of what is open or listed; words where there is no figure. */
export function useFiguresOf(): (traffic: Traffic | undefined, health: HealthReason) => string {
  const { t } = useTranslation('topology')
  const figures = useFigures()
  return (traffic, health) => {
    if (!traffic) return t('plate.noData')
    if (traffic.calls === 0) return t('plate.noCalls')
    const clientErrors = health.measure === 'client-errors'
    return figures(traffic, clientErrors ? clientErrorShare(traffic) : failedShare(traffic), clientErrors)
  }
}

/** Everything that a screen reader needs to know of an item of the graph, in one line. */
export function useItemWords() {
  const { t } = useTranslation('topology')
  const { t: ui } = useTranslation('ui')
  const figuresOf = useFiguresOf()
  const nameOf = useNodeName()
  const versioned = (service: string, version: string | undefined) =>
    version === undefined ? service : t('status.versioned', { service, version })

  return {
    node(node: TopologyNode, version?: TopologyNode['versions'][number]): string {
      if (node.kind === 'hidden') return nameOf(node)
      const { traffic, health, ready, instances } = version ?? node
      const name = versioned(nameOf(node), version?.version)
      const plain = figuresOf(traffic, health)
      const withInstances =
        ready === undefined || instances === undefined
          ? plain
          : t('status.withInstances', { figures: plain, instances: t('status.readyOf', { ready, instances }) })
      const called = node.kind === 'external' ? t('status.unresolved', { name }) : name
      return t('status.of', { name: called, status: ui(`status.${health.state}`), figures: withInstances })
    },
    edge(edge: TopologyEdge, from: TopologyNode, to: TopologyNode): string {
      return t('status.edge', {
        from: nameOf(from),
        to: versioned(nameOf(to), edge.version),
        status: ui(`status.${edge.health.state}`),
        figures: figuresOf(edge.traffic, edge.health),
      })
    },
  }
}
