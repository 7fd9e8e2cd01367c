import { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { ConnectedMesh } from '../ports/mesh.ts'
import type { Collector } from './collector.ts'

const everyMs = 5000

/**
 * Has the collector keep every header that a route rule reads, so that a call can be held against the rule later on.
 * Looks again every five seconds, since rules are edited outside of the console, too; until the signal fires.
 */
export function keepRuleHeaders(
  collector: Collector,
  meshes: Iterable<ConnectedMesh>,
  { signal, warn }: { signal: AbortSignal; warn: (error: unknown, doing: string) => void },
): void {
  for (const mesh of meshes) {
    const look = () =>
      void keepFor(collector, mesh).catch((error: unknown) => warn(error, 'looking for headers in rules'))
    look()
    const timer = setInterval(look, everyMs)
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }
}

/** A silent mesh leaves what was kept before. */
async function keepFor(collector: Collector, mesh: ConnectedMesh): Promise<void> {
  const policies = await mesh.target('route-rules')?.list()
  if (!policies || policies.stamps.some((stamp) => stamp.silent)) return
  collector.keepHeaders(
    mesh.name,
    policies.value.flatMap(({ spec }) => headersIn(spec)),
  )
}

function headersIn(spec: unknown): string[] {
  const rule = ObservedRouteRule.safeParse(spec)
  const routes = rule.success ? rule.data.routes : []
  const conditions = routes.flatMap(({ match }) => match.any.flatMap((group) => group.all))
  return conditions.filter(({ field }) => field === 'header').map(({ name }) => name)
}
