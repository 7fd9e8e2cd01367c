import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { PolicyRef } from '#shared/mesh/policy.ts'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { NotFound } from '../../ui/states/RouteError.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { myDraftOf, routeRuleOf } from './queries.ts'
import { RuleEditorView } from './RuleEditorView.tsx'
import { RuleReading } from './RuleReading.tsx'
import { useMayWrite } from './useMayWrite.ts'

/** The editor of one rule, from 1024 px on; below that the rule as it is. */
export function RouteRuleEditorPage() {
  const { mesh, namespace, service, name } = useParams()
  const ref = PolicyRef.safeParse({ mesh, namespace, service, kind: 'route-rules', name })
  // A new address is a new editor: nothing typed for one rule may land in another.
  return ref.success ? <RuleOfAddress key={Object.values(ref.data).join('/')} policyRef={ref.data} /> : <NotFound />
}

function RuleOfAddress({ policyRef }: { policyRef: PolicyRef }) {
  const wide = useMedia('(min-width: 1024px)')
  const rule = useQuery({ ...routeRuleOf(policyRef), staleTime: 0 })
  const mayWrite = useMayWrite(policyRef)
  const draft = useQuery({ ...myDraftOf(policyRef), staleTime: 0, gcTime: 0, enabled: mayWrite === true })
  return (
    <Loaded query={rule}>
      {({ policy }) => {
        if (!wide || policy?.understood === 'not') return <RuleReading policyRef={policyRef} policy={policy} />
        // Who may not write has no draft, and reads the same page with everything shut.
        if (mayWrite === undefined || (mayWrite && draft.isPending)) return <Skeleton />
        return (
          <RuleEditorView
            policyRef={policyRef}
            policy={policy}
            kept={draft.data?.draft ?? null}
            mayWrite={mayWrite && !draft.error}
          />
        )
      }}
    </Loaded>
  )
}
