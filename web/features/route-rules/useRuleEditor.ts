import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import type { Draft } from '#shared/features/changes/model.ts'
import { ObservedRoute, type ObservedRouteRule, type RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { noBase, type PolicyEdit, type PolicyRef } from '#shared/mesh/policy.ts'
import { type DraftRule, draftOf, isComplete, specOf } from './draft.ts'
import { checkOf, useDiscardDraft, useSaveDraft } from './queries.ts'
import { useDebounced } from './useDebounced.ts'

const noRule: ObservedRouteRule = { routes: [] }
const savedAfterMs = 800
const checkedAfterMs = 350

/** A kept draft may be unfinished, so it is read as leniently as what a mesh holds. */
const KeptRule = z.object({ routes: z.array(ObservedRoute.extend({ remainder: z.number().default(0) })) })

/** What the data plane makes of a route is not part of a draft: it is known from the rule as it is live. */
function observedOf(spec: unknown, live: ObservedRouteRule | undefined): ObservedRouteRule | undefined {
  const routes = KeptRule.safeParse(spec).data?.routes.map((route) => {
    const effect = live?.routes.find(({ name }) => name === route.name)?.effect
    return effect ? { ...route, effect } : route
  })
  return routes && { routes }
}

const same = (one: DraftRule, other: DraftRule): boolean =>
  JSON.stringify(specOf(one)) === JSON.stringify(specOf(other))

/**
 * The editor's state: what is live, what is drafted, on which base; the draft is kept on the server and checked
 * whenever the hands rest. It starts from the caller's kept draft where there is one.
 */
export function useRuleEditor(ref: PolicyRef, policy: RouteRulePolicy | null, kept: Draft | null) {
  const [live, setLive] = useState(policy)
  const [restored, setRestored] = useState(() => kept && observedOf(kept.spec, policy?.spec) && kept)
  const [draft, setDraft] = useState(() => draftOf(observedOf(kept?.spec, policy?.spec) ?? policy?.spec ?? noRule))
  const [base, setBase] = useState(kept?.base ?? policy?.base ?? noBase)

  const liveDraft = draftOf(live?.spec ?? noRule)
  const changed = !same(draft, liveDraft)
  const standing = policy?.base ?? noBase
  // Nobody has typed anything, so the form follows the mesh.
  if (!changed && standing !== base) {
    setLive(policy)
    setDraft(draftOf(policy?.spec ?? noRule))
    setBase(standing)
  }
  const edit: PolicyEdit = { ref, spec: specOf(draft), enabled: live?.enabled ?? true, base }

  const rested = useDebounced(edit, checkedAfterMs)
  const complete = isComplete(draft)
  const check = useQuery({
    ...checkOf(rested),
    enabled: changed && complete,
    placeholderData: (before) => before,
    staleTime: 0,
  })

  const saving = useKeptDraft(ref, edit, changed)

  return {
    live,
    draft,
    edit,
    base,
    changed,
    /** The rule stands differently in the mesh now than where these edits began. */
    moved: changed && standing !== base,
    restored,
    /** Every condition says what it compares; only then is it worth checking. */
    complete,
    check: changed && complete ? check : undefined,
    /** Whether what the check says is about what stands in the form now. */
    checked:
      changed &&
      complete &&
      check.data !== undefined &&
      !check.isPlaceholderData &&
      rested.spec !== undefined &&
      sameEdit(rested, edit),
    saving,
    setDraft,
    /** Goes back to what is live and forgets the kept draft. */
    discard() {
      setDraft(liveDraft)
      setBase(live?.base ?? noBase)
      setRestored(null)
      saving.discard()
    },
    /** Keeps what was typed and stands it on what is live now. */
    continueOn(theirs: RouteRulePolicy | null) {
      setLive(theirs)
      setBase(theirs?.base ?? noBase)
    },
  }
}

export type RuleEditor = ReturnType<typeof useRuleEditor>

const sameEdit = (one: PolicyEdit, other: PolicyEdit): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Writes the draft to the server a moment after the last edit, never the one that is there already. */
function useKeptDraft(ref: PolicyRef, edit: PolicyEdit, changed: boolean) {
  const { mutate: save, data, isPending, isError } = useSaveDraft(ref)
  const { mutate: discard } = useDiscardDraft(ref)
  const { spec, enabled, base } = useDebounced(edit, savedAfterMs)
  const written = useRef<string>(undefined)
  const body = JSON.stringify({ spec, enabled, base })

  useEffect(() => {
    if (!changed || written.current === body) return
    written.current = body
    save(JSON.parse(body) as { spec: unknown; enabled: boolean; base: string }) // written two lines above
  }, [body, changed, save])

  return { savedAt: data?.savedAt, isPending, isError, discard: () => discard() }
}
