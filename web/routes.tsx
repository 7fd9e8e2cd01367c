import type { ComponentType } from 'react'
import { createBrowserRouter, type LoaderFunctionArgs, redirect, useParams } from 'react-router'
import { listMeshes } from '#shared/features/meshes/api.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { RefusedRequest } from './api/call.ts'
import { query, queryClient } from './api/query.ts'
import { onSessionLost } from './api/session-loss.ts'
import { sessionQuery } from './api/session.ts'
import { type PolicySummary, summaryOf } from './mesh/policies/PolicySummary.tsx'
import { lastMesh, useMesh } from './mesh/scope.ts'
import { paths, patterns } from './paths.ts'
import { Shell } from './shell/Shell.tsx'
import { NotFound, RouteError } from './ui/states/RouteError.tsx'
import { Skeleton } from './ui/states/Skeleton.tsx'

/** Lets only signed-in people further; others sign in first and come back here. */
async function signedIn({ request }: LoaderFunctionArgs) {
  try {
    return await queryClient.ensureQueryData(sessionQuery())
  } catch (error) {
    if (!(error instanceof RefusedRequest) || error.code !== 'signed-out') throw error
    const { pathname, search } = new URL(request.url)
    throw redirect(paths.signIn(pathname === '/' ? '' : pathname + search))
  }
}

/** The front door: the overview of the mesh that was looked at last, or the meshes where there is none. */
async function home(args: LoaderFunctionArgs) {
  // Loaders run side by side: this one asks nothing for people who still have to sign in.
  await signedIn(args)
  const { meshes } = await queryClient.ensureQueryData(query(listMeshes, {}))
  const mesh = meshes.find(({ name }) => name === lastMesh()) ?? meshes[0]
  return redirect(mesh ? paths.overview(mesh.name) : paths.meshes())
}

// Pages are loaded when they are visited; those that show several nouns are composed of what the features export.

async function overview() {
  const [{ OverviewPage }, { LatestChanges }, { useChangeMarkers }] = await Promise.all([
    import('./features/overview/OverviewPage.tsx'),
    import('./features/changes/LatestChanges.tsx'),
    import('./features/changes/useChangeMarkers.ts'),
  ])
  function Component() {
    const mesh = useMesh()
    return <OverviewPage changes={<LatestChanges mesh={mesh} />} markers={useChangeMarkers({ mesh })} />
  }
  return { Component }
}

/** The pages of a kind of policy, each loaded when it is visited; the panel stands on the service's page. */
interface PolicyPages {
  kind: PolicyKind
  list: () => Promise<ComponentType>
  editor: () => Promise<ComponentType>
  ofService: () => Promise<ComponentType<{ service: ServiceRef }>>
  /** What a spec says, for pages that show several kinds. */
  summary: () => Promise<PolicySummary>
}

// A further kind of policy is an entry here.
const policyPages: readonly PolicyPages[] = [
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
    list: async () => (await import('./features/retries/RetriesPage.tsx')).RetriesPage,
    editor: async () => (await import('./features/retries/RetriesEditorPage.tsx')).RetriesEditorPage,
    ofService: async () => (await import('./features/retries/RetriesOfService.tsx')).RetriesOfService,
    summary: async () => summaryOf((await import('./features/retries/retries-ui.tsx')).retriesUi),
  },
  {
    kind: 'faults',
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
async function summariesByKind(): Promise<Partial<Record<PolicyKind, PolicySummary>>> {
  return Object.fromEntries(await Promise.all(policyPages.map(async ({ kind, summary }) => [kind, await summary()])))
}

async function service() {
  const [{ ServicePage }, { ChangesOfService }, { useChangeMarkers }, panels] = await Promise.all([
    import('./features/services/ServicePage.tsx'),
    import('./features/changes/LatestChanges.tsx'),
    import('./features/changes/useChangeMarkers.ts'),
    Promise.all(policyPages.map(async ({ kind, ofService }) => ({ kind, Panel: await ofService() }))),
  ])
  const [{ EffectivePolicies }, { InstanceAct }, { TransferActs }, summaries] = await Promise.all([
    import('./features/effective-policies/EffectivePolicies.tsx'),
    import('./features/instance-status/InstanceAct.tsx'),
    import('./features/policy-transfer/TransferActs.tsx'),
    summariesByKind(),
  ])
  function Component() {
    const { mesh = '', namespace = '', service: name = '' } = useParams()
    return (
      <ServicePage
        rules={(of) => (
          <>
            <TransferActs service={of} />
            <EffectivePolicies service={of} summaries={summaries} />
            {panels.map(({ kind, Panel }) => (
              <Panel key={kind} service={of} />
            ))}
          </>
        )}
        changes={(of) => <ChangesOfService service={of} />}
        instanceActs={(instance, of) => <InstanceAct instance={instance} service={of} />}
        markers={useChangeMarkers({ mesh, namespace, service: name })}
      />
    )
  }
  return { Component }
}

async function calls() {
  const [{ CallsPage }, { CallHandling }, { RuleFromCall }, summaries] = await Promise.all([
    import('./features/calls/CallsPage.tsx'),
    import('./features/call-handling/CallHandling.tsx'),
    import('./features/call-handling/RuleFromCall.tsx'),
    summariesByKind(),
  ])
  function Component() {
    return (
      <CallsPage
        handling={({ mesh, id }) => <CallHandling key={id} mesh={mesh} id={id} summaries={summaries} />}
        acts={(record) => <RuleFromCall key={record.id} record={record} />}
      />
    )
  }
  return { Component }
}

async function topology() {
  const [{ TopologyPage }, { InstancesOfNode }] = await Promise.all([
    import('./features/topology/TopologyPage.tsx'),
    import('./features/instance-status/InstancesOfNode.tsx'),
  ])
  return {
    Component: () => <TopologyPage instances={(of, version) => <InstancesOfNode service={of} version={version} />} />,
  }
}

/** The status of an instance has no page of its own: it is on its service's. */
const statusPage = ({ params: { mesh = '', namespace = '', service: name = '' } }: LoaderFunctionArgs) =>
  redirect(paths.service({ mesh, namespace, name }))

const authorizations = async () => ({
  Component: (await import('./features/authorizations/AuthorizationsPage.tsx')).AuthorizationsPage,
})
const policyTransfer = async () => ({
  Component: (await import('./features/policy-transfer/PolicyTransferPage.tsx')).PolicyTransferPage,
})
const services = async () => ({ Component: (await import('./features/services/ServicesPage.tsx')).ServicesPage })
const changes = async () => ({ Component: (await import('./features/changes/ChangesPage.tsx')).ChangesPage })
const change = async () => ({ Component: (await import('./features/changes/ChangePage.tsx')).ChangePage })
const meshes = async () => ({ Component: (await import('./features/meshes/MeshesPage.tsx')).MeshesPage })
const account = async () => ({ Component: (await import('./features/account/AccountPage.tsx')).AccountPage })

export const router = createBrowserRouter([
  {
    path: patterns.signIn,
    ErrorBoundary: RouteError,
    lazy: async () => ({ Component: (await import('./features/session/SignInPage.tsx')).SignInPage }),
  },
  {
    path: '/',
    loader: signedIn,
    Component: Shell,
    ErrorBoundary: RouteError,
    HydrateFallback: Skeleton,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, loader: home },
          { path: patterns.overview, lazy: overview },
          { path: patterns.topology, lazy: topology },
          { path: patterns.services, lazy: services },
          { path: patterns.service, lazy: service },
          { path: patterns.policies('authorizations'), lazy: authorizations },
          { path: patterns.policyTransfer, lazy: policyTransfer },
          { path: patterns.calls, lazy: calls },
          ...policyPages.flatMap(({ kind, list, editor }) => [
            { path: patterns.policies(kind), lazy: async () => ({ Component: await list() }) },
            { path: patterns.policy(kind), lazy: async () => ({ Component: await editor() }) },
          ]),
          { path: patterns.policy('instance-status'), loader: statusPage },
          { path: patterns.changes, lazy: changes },
          { path: patterns.change, lazy: change },
          { path: patterns.meshes, lazy: meshes },
          { path: patterns.account, lazy: account },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
])

onSessionLost(() => {
  const { pathname, search } = router.state.location
  if (pathname === patterns.signIn) return
  queryClient.clear()
  void router.navigate(paths.signIn(pathname + search))
})
