import { useQuery } from '@tanstack/react-query'
import { Activity, type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { ChangeId, type ChangeRequest, type Draft as KeptDraft } from '#shared/features/changes/model.ts'
import { PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { NotFound } from '../../ui/states/RouteError.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { beginningOf } from './beginning.ts'
import type { PolicyFormProps, PolicyKindUi, RailContext, ToldPolicy } from './kind-ui.ts'
import { PolicyEditorView } from './PolicyEditorView.tsx'
import { PolicyReading } from './PolicyReading.tsx'
import { myDraftOf, policyAt, requestAt } from './queries.ts'
import { useMayWrite } from './useMayWrite.ts'
import { useAddressValues } from '../scope.ts'

// Seldom needed, so nobody waits for it before.
const OlderDraft = lazy(async () => ({ default: (await import('./OlderDraft.tsx')).OlderDraft }))

/** Parts of other features in an editor, composed where the pages are. */
export interface PolicyEditorSlots {
  /** Beside the form: what recorded calls say of the draft (impact, backtest). */
  rail?: (context: RailContext) => ReactNode
}

interface Props<Spec, Draft> extends PolicyEditorSlots {
  ui: PolicyKindUi<Spec, Draft>
  Form: ComponentType<PolicyFormProps<Spec, Draft>>
}

/** The editor of one policy, from 1024 px on; below that the policy as it is. What was begun waits until there is room again. */
export function PolicyEditorPage<Spec, Draft>(props: Props<Spec, Draft>) {
  const { mesh, namespace, service, name } = useParams()
  const ref = PolicyRef.safeParse({ mesh, namespace, service, kind: props.ui.endpoints.kind, name })
  // A new address is a new editor: nothing typed for one policy may land in another.
  return ref.success ? <PolicyOfAddress key={policyKey(ref.data)} policyRef={ref.data} {...props} /> : <NotFound />
}

function PolicyOfAddress<Spec, Draft>({ policyRef, ui, Form, rail }: Props<Spec, Draft> & { policyRef: PolicyRef }) {
  const wide = useMedia('(min-width: 1024px)')
  const [wasWide, setWasWide] = useState(wide)
  if (wide && !wasWide) setWasWide(true)
  const policy = useQuery({ ...policyAt(ui, policyRef), staleTime: 0 })
  const mayWrite = useMayWrite(policyRef, ui.write)
  const [search] = useAddressValues()
  const id = ChangeId.safeParse(search.get('change')).data
  const asked = useQuery({ ...requestAt(id ?? ''), staleTime: 0, enabled: id !== undefined })
  const draft = useQuery({ ...myDraftOf(policyRef), staleTime: 0, gcTime: 0, enabled: mayWrite === true })
  return (
    <Loaded query={policy}>
      {({ policy: found }) => {
        const reading = <PolicyReading ui={ui} policyRef={policyRef} policy={found} />
        if (!wasWide || found?.understood === 'not') return reading
        // Who may not write has no draft, and reads the same page with everything shut.
        if (mayWrite === undefined || (mayWrite && draft.isPending) || (id && asked.isPending))
          return wide ? <Skeleton /> : reading
        const request = mayWrite ? asked.data : undefined
        return (
          <>
            {!wide && reading}
            <Activity mode={wide ? 'visible' : 'hidden'}>
              <BegunEditor
                ui={ui}
                Form={Form}
                rail={rail}
                policyRef={policyRef}
                policy={found}
                draft={draft.data?.draft ?? null}
                request={request}
                mayWrite={mayWrite && !draft.error}
              />
            </Activity>
          </>
        )
      }}
    </Loaded>
  )
}

interface BegunProps<Spec, Draft> extends Omit<Props<Spec, Draft>, 'rail'> {
  rail: Props<Spec, Draft>['rail'] | undefined
  policyRef: PolicyRef
  policy: ToldPolicy<Spec> | null
  draft: KeptDraft | null
  request: ChangeRequest | undefined
  mayWrite: boolean
}

/** Settles what the form begins with before anything is typed; what comes later is not put under the hands. */
function BegunEditor<Spec, Draft>({ draft, ...props }: BegunProps<Spec, Draft>) {
  const { ui, policyRef, policy, request } = props
  const [choice] = useState(() => {
    const read = (spec: unknown) => {
      const restored = ui.restored(spec, policy?.spec)
      return restored ? ui.specOf(restored) : spec
    }
    return { ...beginningOf(policyRef, draft, request, read), read, request }
  })
  const [kept, choose] = useState(choice.older ? undefined : choice.kept)
  if (kept === undefined && choice.request && choice.kept && choice.older) {
    const { read, kept: round, older } = choice
    return (
      <Suspense fallback={<Skeleton />}>
        <OlderDraft request={choice.request} round={round} draft={older} read={read} onChoose={choose} />
      </Suspense>
    )
  }
  return <PolicyEditorView {...props} kept={kept ? { ...kept, others: draft?.others ?? [] } : null} />
}
