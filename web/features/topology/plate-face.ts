import type { Health, HealthReason, Traffic } from '#shared/mesh/health.ts'
import type { Plate } from './outline.ts'

/** What stands on a plate, without saying how it is painted. */
export interface PlateFace {
  form: 'plate' | 'pill' | 'cut'
  /** Ring at the left of a service's plate; `arc` leaves a rest ring and shows the error share. */
  ring?: { kind: 'full' | 'arc' | 'dotted' | 'dashed'; share: number; centre: string }
  icon?: 'device' | 'outside' | 'lock'
  title: string
  /** Second line; empty where there is nothing to say. */
  line: string
  status: Health
  /** Problem states colour the plate's border and second line. */
  problem: boolean
  candidate: boolean
  /** Figures are the last known ones. */
  stale: boolean
}

/** Words and numbers in the reader's language. */
export interface FaceWords {
  rate: (perSecond: number) => string
  /** Rate and error share as one line; `clientErrors` when the share is of 4xx. */
  rateAndShare: (traffic: Traffic, share: number, clientErrors: boolean) => string
  count: (value: number) => string
  noCalls: string
  noData: string
  notPermitted: string
  unresolved: string
}

/** Smallest share (0–1) that an arc shows: 36 degrees, so that it is seen. */
const smallestArc = 0.1

/** The face of a plate. `stale` marks figures as last known. */
export function plateFace({ node, version, candidate }: Plate, words: FaceWords, stale: boolean): PlateFace {
  const { traffic, health, ready } = version ?? node
  const problem = health.state === 'degraded' || health.state === 'failing'
  const face = { status: health.state, problem, candidate, stale, line: lineOf(traffic, health, words) }
  switch (node.kind) {
    case 'hidden':
      return { ...face, form: 'plate', icon: 'lock', title: words.notPermitted, line: '', problem: false, stale: false }
    case 'client': {
      const line = traffic ? words.rate(traffic.rate) : words.noData
      return { ...face, form: 'pill', icon: 'device', title: node.name, line, problem: false }
    }
    case 'external':
      return { ...face, form: 'cut', icon: 'outside', title: node.name, line: words.unresolved }
    case 'service': {
      const centre = ready === undefined ? '?' : words.count(ready)
      return { ...face, form: 'plate', title: version?.version ?? node.name, ring: { ...ringOf(health), centre } }
    }
  }
}

/** The ring of a state; the share of an arc is at least what can be seen, at most all of it. */
export function ringOf({ state, share = 0 }: HealthReason): {
  kind: 'full' | 'arc' | 'dotted' | 'dashed'
  share: number
} {
  if (state === 'degraded' || state === 'failing') {
    return { kind: 'arc', share: Math.min(1, Math.max(smallestArc, share)) }
  }
  if (state === 'idle') return { kind: 'dotted', share: 0 }
  return { kind: state === 'unknown' ? 'dashed' : 'full', share: 0 }
}

function lineOf(traffic: Traffic | undefined, health: HealthReason, words: FaceWords): string {
  if (!traffic) return words.noData
  if (traffic.calls === 0) return words.noCalls
  const clientErrors = health.measure === 'client-errors'
  const share = (clientErrors ? traffic.clientErrors : traffic.failed) / traffic.calls
  return words.rateAndShare(traffic, share, clientErrors)
}
