import { useQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import { useParams } from 'react-router'
import { PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { NotFound } from '../../ui/states/RouteError.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import type { PolicyFormProps, PolicyKindUi, RailContext } from './kind-ui.ts'
import { PolicyEditorView } from './PolicyEditorView.tsx'
import { PolicyReading } from './PolicyReading.tsx'
import { myDraftOf, policyAt } from './queries.ts'
import { useMayWrite } from './useMayWrite.ts'

/** Parts of other features in an editor, composed where the pages are. */
export interface PolicyEditorSlots {
  /** Beside the form: what recorded calls say of the draft (impact, backtest). */
  rail?: (context: RailContext) => ReactNode
}

interface Props<Spec, Draft> extends PolicyEditorSlots {
  ui: PolicyKindUi<Spec, Draft>
  Form: ComponentType<PolicyFormProps<Spec, Draft>>
}

/** The editor of one policy, from 1024 px on; below that the policy as it is. */
export function PolicyEditorPage<Spec, Draft>(props: Props<Spec, Draft>) {
  const { mesh, namespace, service, name } = useParams()
  const ref = PolicyRef.safeParse({ mesh, namespace, service, kind: props.ui.endpoints.kind, name })
  // A new address is a new editor: nothing typed for one policy may land in another.
  return ref.success ? <PolicyOfAddress key={policyKey(ref.data)} policyRef={ref.data} {...props} /> : <NotFound />
}

function PolicyOfAddress<Spec, Draft>({ policyRef, ui, Form, rail }: Props<Spec, Draft> & { policyRef: PolicyRef }) {
  const wide = useMedia('(min-width: 1024px)')
  const policy = useQuery({ ...policyAt(ui, policyRef), staleTime: 0 })
  const mayWrite = useMayWrite(policyRef, ui.write)
  const draft = useQuery({ ...myDraftOf(policyRef), staleTime: 0, gcTime: 0, enabled: mayWrite === true })
  return (
    <Loaded query={policy}>
      {({ policy: found }) => {
        if (!wide || found?.understood === 'not') return <PolicyReading ui={ui} policyRef={policyRef} policy={found} />
        // Who may not write has no draft, and reads the same page with everything shut.
        if (mayWrite === undefined || (mayWrite && draft.isPending)) return <Skeleton />
        return (
          <PolicyEditorView
            ui={ui}
            Form={Form}
            rail={rail}
            policyRef={policyRef}
            policy={found}
            kept={draft.data?.draft ?? null}
            mayWrite={mayWrite && !draft.error}
          />
        )
      }}
    </Loaded>
  )
}
