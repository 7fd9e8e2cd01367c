import type { ComponentType } from 'react'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { type PolicySummary, summaryOf } from './mesh/policies/PolicySummary.tsx'

/** The pages of a kind of policy, each loaded when it is visited; the panel stands on the service's page. */
interface PolicyPages {
  kind: PolicyKind
  list: () => Promise<ComponentType>
  editor: () => Promise<ComponentType>
  ofService: () => Promise<ComponentType<{ service: ServiceRef }>>
  /** Which of the pages show calls of the chosen window. */
  windowed?: readonly ('list' | 'editor')[]
  /** What a spec says, for pages that show several kinds. */
  summary: () => Promise<PolicySummary>
}

// A further kind of policy is an entry here.
export const policyPages: readonly PolicyPages[] = [
  {
    kind: 'route-rules',
    list: async () => (await import('./features/route-rules/RouteRulesPage.tsx')).RouteRulesPage,
    editor: routeRuleEditor,
    ofService: async () => (await import('./features/route-rules/RulesOfService.tsx')).RulesOfService,
    summary: async () => summaryOf((await import('./features/route-rules/route-rule-ui.tsx')).routeRuleUi),
  },
  {
    kind: 'rate-limits',
    list: async () => (await import('./features/rate-limits/RateLimitsPage.tsx')).RateLimitsPage,
    editor: async () => (await import('./features/rate-limits/RateLimitEditorPage.tsx')).RateLimitEditorPage,
    ofService: async () => (await import('./features/rate-limits/RateLimitsOfService.tsx')).RateLimitsOfService,
    summary: async () => summaryOf((await import('./features/rate-limits/rate-limit-ui.tsx')).rateLimitUi),
  },
  {
    kind: 'circuit-breakers',
    list: async () => (await import('./features/circuit-breakers/CircuitBreakersPage.tsx')).CircuitBreakersPage,
    editor: async () =>
      (await import('./features/circuit-breakers/CircuitBreakerEditorPage.tsx')).CircuitBreakerEditorPage,
    ofService: async () =>
      (await import('./features/circuit-breakers/CircuitBreakersOfService.tsx')).CircuitBreakersOfService,
    summary: async () =>
      summaryOf((await import('./features/circuit-breakers/circuit-breaker-ui.tsx')).circuitBreakerUi),
  },
  {
    kind: 'load-balancing',
    list: async () => (await import('./features/load-balancing/LoadBalancingPage.tsx')).LoadBalancingPage,
    editor: async () => (await import('./features/load-balancing/LoadBalancingEditorPage.tsx')).LoadBalancingEditorPage,
    ofService: async () =>
      (await import('./features/load-balancing/LoadBalancingOfService.tsx')).LoadBalancingOfService,
    summary: async () => summaryOf((await import('./features/load-balancing/load-balancing-ui.tsx')).loadBalancingUi),
  },
  {
    kind: 'retries',
    windowed: ['list'],
    list: async () => (await import('./features/retries/RetriesPage.tsx')).RetriesPage,
    editor: async () => (await import('./features/retries/RetriesEditorPage.tsx')).RetriesEditorPage,
    ofService: async () => (await import('./features/retries/RetriesOfService.tsx')).RetriesOfService,
    summary: async () => summaryOf((await import('./features/retries/retries-ui.tsx')).retriesUi),
  },
  {
    kind: 'faults',
    windowed: ['editor'],
    list: async () => (await import('./features/faults/FaultsPage.tsx')).FaultsPage,
    editor: async () => (await import('./features/faults/FaultEditorPage.tsx')).FaultEditorPage,
    ofService: async () => (await import('./features/faults/FaultsOfService.tsx')).FaultsOfService,
    summary: async () => summaryOf((await import('./features/faults/fault-ui.tsx')).faultUi),
  },
]

async function routeRuleEditor() {
  const [{ RouteRuleEditorPage }, { ImpactPanel }] = await Promise.all([
    import('./features/route-rules/RouteRuleEditorPage.tsx'),
    import('./features/impact/ImpactPanel.tsx'),
  ])
  return () => <RouteRuleEditorPage rail={({ edit, askable }) => <ImpactPanel edits={[edit]} askable={askable} />} />
}

/** What specs say, by kind. */
export async function summariesByKind(): Promise<Partial<Record<PolicyKind, PolicySummary>>> {
  return Object.fromEntries(await Promise.all(policyPages.map(async ({ kind, summary }) => [kind, await summary()])))
}
