import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Instant } from '#shared/contract/instant.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Draft as KeptDraft } from '#shared/features/changes/model.ts'
import { noBase, type PolicyEdit, type PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'
import { differing, type Typed, useTypedText } from './text/useTypedText.ts'
import { checkOf, useDiscardDraft, useSaveDraft } from './queries.ts'
import { useDebounced } from './useDebounced.ts'

const savedAfterMs = 800
const checkedAfterMs = 350

/**
 * The editor's state: what is live, what is drafted, on which base; the draft is kept on the server and checked
 * whenever the hands rest. It starts from the caller's kept draft where there is one.
 */
export function usePolicyEditor<Spec, Draft>(
  ui: PolicyKindUi<Spec, Draft>,
  ref: PolicyRef,
  policy: ToldPolicy<Spec> | null,
  kept: KeptDraft | null,
  /** When the change is to end by itself; part of what is checked. */
  revertAt: Instant | undefined,
) {
  const [live, setLive] = useState(policy)
  const [start] = useState(() => kept && ui.restored(kept.spec, policy?.spec))
  const from = start || kept?.text ? kept : null
  const [restored, setRestored] = useState(from)
  const [draft, setDraft] = useState(() => start ?? ui.draftOf(policy?.spec))
  /** Where the typed text says it, or what is kept switches it; else as it is. */
  const [enabled, setEnabled] = useState(() =>
    from?.base === (policy?.base ?? noBase) && from.enabled !== policy?.enabled ? from.enabled : undefined,
  )
  const [base, setBase] = useState(from?.base ?? policy?.base ?? noBase)
  const text = useTypedText(ui, ref, kept?.text, (said) => {
    setDraft(ui.draftOf(said.spec))
    setEnabled(said.enabled)
  })

  const textOf = (one: Draft) => JSON.stringify(ui.specOf(one))
  const liveDraft = ui.draftOf(live?.spec)
  /** Somebody typed something that is not there already. */
  const isOther = textOf(draft) !== textOf(liveDraft) || (enabled ?? live?.enabled) !== live?.enabled
  const touched = isOther || differing(text.typed, live?.native ?? []).length > 0
  const changed = live === null || touched
  const standing = policy?.base ?? noBase
  // Nobody has typed anything, so the form follows the mesh.
  if (!touched && standing !== base) {
    setLive(policy)
    setDraft(ui.draftOf(policy?.spec))
    setEnabled(undefined)
    setBase(standing)
  }
  const edit: PolicyEdit = { ref, spec: ui.specOf(draft), enabled: enabled ?? live?.enabled ?? true, base }

  const rested = useDebounced(edit, checkedAfterMs)
  const complete = ui.isComplete?.(draft) ?? true
  const asked = changed && complete
  const check = useQuery({
    ...checkOf(rested, revertAt),
    enabled: asked,
    placeholderData: (before) => before,
    staleTime: 0,
  })
  const saving = useKeptDraft(ref, edit, text.typed, touched)
  const checked =
    asked && check.data !== undefined && !check.isPlaceholderData && JSON.stringify(rested) === JSON.stringify(edit)
  const after = asked ? check.data?.edits[0]?.after : undefined
  /** The typed text says what the form cannot hold, and it would be lost. */
  const losesText = checked && text.said?.understood === 'partly' && differing(text.typed, after ?? []).length > 0

  return {
    live,
    draft,
    edit,
    base,
    touched,
    /** The form says something else than what is live; else at most the words of the text differ. */
    differs: live === null || isOther,
    changed,
    /** The policy stands differently in the mesh now than where these edits began. */
    moved: touched && standing !== base,
    restored,
    complete,
    check: asked ? check : undefined,
    /** Of what stands in the form, with places in the spec; those of the live policy while nothing differs from it. */
    findings: text.isUnreadable
      ? (text.said?.findings ?? [])
      : changed
        ? [...(losesText ? [textNotKept] : []), ...(asked ? (check.data?.findings ?? []).map(inSpec) : [])]
        : (live?.findings ?? []),
    /** Whether what the check says is about what stands in the form now, and the form says what the text does. */
    checked: checked && !text.isPending,
    /** The documents as they would be written; undefined while that is not known. */
    after,
    text,
    saving,
    setDraft(change: (draft: Draft) => Draft) {
      text.forget()
      setDraft((before) => change(before))
    },
    /** Goes back to what is live and forgets the kept draft. */
    discard(standsNow = live) {
      text.forget()
      setLive(standsNow)
      setDraft(ui.draftOf(standsNow?.spec))
      setEnabled(undefined)
      setBase(standsNow?.base ?? noBase)
      setRestored(null)
      saving.discard()
    },
    /** As a spec: where these edits began, undefined where that is not known any more, and what stands in the form. */
    began: live && base === live.base ? { spec: ui.specOf(liveDraft), native: live.native } : undefined,
    /** Goes on from what is live now with what both edits come to. */
    continueOn(theirs: ToldPolicy<Spec> | null, merged: unknown) {
      const next = ui.restored(merged, theirs?.spec)
      if (!next) return
      text.forget()
      setDraft(next)
      setLive(theirs)
      setBase(theirs?.base ?? noBase)
    },
  }
}

export type PolicyEditor<Spec, Draft> = ReturnType<typeof usePolicyEditor<Spec, Draft>>

const textNotKept: Finding = { code: 'text-not-kept', severity: 'error', params: {} }

/** A check names places in the request; forms know those in the spec. */
function inSpec(finding: Finding): Finding {
  const { field, ...rest } = finding
  const place = field?.replace(/^edits\.0\.(spec(\.|$))?/, '')
  return place ? { ...rest, field: place } : rest
}

/** Writes the draft to the server a moment after the last edit, or when the editor goes; never the one that is there already. */
function useKeptDraft(ref: PolicyRef, edit: PolicyEdit, typed: Typed | undefined, touched: boolean) {
  const { mutate: save, data, isPending, isError } = useSaveDraft(ref)
  const { mutate: discard } = useDiscardDraft(ref)
  const { spec, enabled, base } = edit
  const body = JSON.stringify({ spec, enabled, base, text: typed })
  const rested = useDebounced(body, savedAfterMs)
  const written = useRef<string>(undefined)
  const isOver = useRef(false)

  const keep = useCallback(
    (now: string) => {
      if (isOver.current || written.current === now) return
      written.current = now
      save(JSON.parse(now) as Parameters<typeof save>[0]) // written a few lines above
    },
    [save],
  )
  useEffect(() => {
    if (touched && rested === body) keep(body)
  }, [rested, body, touched, keep])

  const latest = useRef<string>(undefined)
  useEffect(() => {
    latest.current = touched ? body : undefined
  }, [body, touched])
  useEffect(
    () => () => {
      if (latest.current !== undefined) keep(latest.current)
    },
    [keep],
  )

  return {
    savedAt: data?.savedAt,
    isPending,
    isError,
    /** What was typed is asked for: nothing of it is kept any more. */
    end() {
      isOver.current = true
    },
    discard() {
      // The same may be typed again, and is not there any more.
      written.current = undefined
      discard()
    },
  }
}
