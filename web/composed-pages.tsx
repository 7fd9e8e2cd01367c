import { useParams } from 'react-router'
import { useMesh } from './mesh/scope.ts'
import { policyPages, summariesByKind } from './policy-pages.tsx'

// Pages are loaded when they are visited; those that show several nouns are composed of what the features export.

export async function overview() {
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

export async function service() {
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
