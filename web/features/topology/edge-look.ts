import type { Health } from '#shared/mesh/health.ts'
import type { TopologyEdge } from '#shared/features/topology/model.ts'

/** How an edge is drawn: pixels at zoom 1. */
export interface EdgeLook {
  width: number
  /** On and off lengths; solid without. */
  dash?: readonly [number, number]
  /** `plain` is the ordinary grey of an edge. */
  tone: 'plain' | 'degraded' | 'failing' | 'idle' | 'unknown'
  arrowLength: number
}

const dashes: Record<Exclude<Health, 'ok'>, readonly [number, number]> = {
  degraded: [16, 5],
  failing: [7, 4],
  idle: [2, 5],
  unknown: [2, 5],
}

const thickest = 6
/** A failing edge is seen however few calls it has. */
const thinnestFailing = 3.4
const idleWidth = 1.4

/** The grammar of edges: width by calls per second, dash and colour by health; what fails is never thin. */
export function edgeLook({ traffic, health: { state } }: Pick<TopologyEdge, 'traffic' | 'health'>): EdgeLook {
  const quiet = state === 'idle' || state === 'unknown'
  const byRate = quiet ? idleWidth : Math.min(thickest, 0.8 + 1.25 * Math.log10(1 + traffic.rate))
  const width = state === 'failing' ? Math.max(thinnestFailing, byRate) : byRate
  const arrowLength = 6 + 1.3 * width
  return state === 'ok'
    ? { width, tone: 'plain', arrowLength }
    : { width, dash: dashes[state], tone: state, arrowLength }
}

/** Cytoscape's scale for an arrow of a length: its triangle is 0.3 of a size that grows with the line. */
export function arrowScale({ width, arrowLength }: EdgeLook): number {
  const unscaled = Math.max((width * 13.37) ** 0.9, 29)
  return arrowLength / (0.3 * unscaled)
}
