import { lazy, Suspense } from 'react'
import { useMesh } from './mesh/scope.ts'
import { policyPages, summariesByKind } from './policy-pages.tsx'
import page from './ui/Page.module.css'

// Pages are loaded when they are visited; those that show several nouns are composed of what the features export.

// What waits for a person comes with its own answer, a moment after the page.
const WaitingForMe = lazy(async () => ({ default: (await import('./features/inbox/WaitingForMe.tsx')).WaitingForMe }))

export async function overview() {
  const [{ OverviewPage }, { LatestChanges }, { DriftNotice }] = await Promise.all([
    import('./features/overview/OverviewPage.tsx'),
    import('./features/changes/LatestChanges.tsx'),
    import('./features/drift/DriftNotice.tsx'),
  ])
  function Component() {
    const mesh = useMesh()
    return (
      <OverviewPage
        attention={<DriftNotice mesh={mesh} />}
        changes={
          <div className={page['column']}>
            <Suspense>
              <WaitingForMe />
            </Suspense>
            <LatestChanges mesh={mesh} />
          </div>
        }
      />
    )
  }
  return { Component }
}

export async function change() {
  const [{ ChangePage }, { ImpactPanel }, { WeightChanges }, summaries] = await Promise.all([
    import('./features/changes/ChangePage.tsx'),
    import('./features/impact/ImpactPanel.tsx'),
    import('./features/route-rules/WeightChanges.tsx'),
    summariesByKind(),
  ])
  return {
    Component: () => (
      <ChangePage
        summaries={summaries}
        inWords={(edit) => edit.ref.kind === 'route-rules' && <WeightChanges edit={edit} />}
        impact={(edits) => <ImpactPanel edits={edits} askable />}
      />
    ),
  }
}

export async function service() {
  const [{ ServicePage }, { ChangesOfService }, panels] = await Promise.all([
    import('./features/services/ServicePage.tsx'),
    import('./features/changes/LatestChanges.tsx'),
    Promise.all(policyPages.map(async ({ kind, ofService }) => ({ kind, Panel: await ofService() }))),
  ])
  const [{ EffectivePolicies }, { InstanceAct }, { TransferActs }, summaries] = await Promise.all([
    import('./features/effective-policies/EffectivePolicies.tsx'),
    import('./features/instance-status/InstanceAct.tsx'),
    import('./features/policy-transfer/TransferActs.tsx'),
    summariesByKind(),
  ])
  function Component() {
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
      />
    )
  }
  return { Component }
}

export async function calls() {
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

export async function topology() {
  const [{ TopologyPage }, { InstancesOfNode }] = await Promise.all([
    import('./features/topology/TopologyPage.tsx'),
    import('./features/instance-status/InstancesOfNode.tsx'),
  ])
  return {
    Component: () => <TopologyPage instances={(of, version) => <InstancesOfNode service={of} version={version} />} />,
  }
}

export async function drift() {
  const [{ DriftPage }, summaries] = await Promise.all([import('./features/drift/DriftPage.tsx'), summariesByKind()])
  return { Component: () => <DriftPage summaries={summaries} /> }
}

export async function revisions() {
  const [{ HistoryPage }, summaries] = await Promise.all([
    import('./features/revisions/HistoryPage.tsx'),
    summariesByKind(),
  ])
  return { Component: () => <HistoryPage summaries={summaries} /> }
}

export async function timeline() {
  const [{ TimelinePage }, { DriftOfPolicy }, summaries] = await Promise.all([
    import('./features/revisions/TimelinePage.tsx'),
    import('./features/drift/DriftOfPolicy.tsx'),
    summariesByKind(),
  ])
  return {
    Component: () => (
      <TimelinePage summaries={summaries} drift={(policy) => <DriftOfPolicy policy={policy} summaries={summaries} />} />
    ),
  }
}
