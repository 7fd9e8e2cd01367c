import type { ChangeRequest, Draft as KeptDraft } from '#shared/features/changes/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { differing } from './text/useTypedText.ts'

/** What the form of a policy may begin with. */
export interface Beginning {
  /** Null where it begins with what is live. */
  kept: KeptDraft | null
  /** An own draft from before the round that is edited, which says something else: the person chooses. */
  older: KeptDraft | null
}

/** What the present round of a request asks for a policy, else the own draft; `read` brings a spec into the form's own words. */
export function beginningOf(
  ref: PolicyRef,
  draft: KeptDraft | null,
  request: ChangeRequest | undefined,
  read: (spec: unknown) => unknown,
): Beginning {
  const edit = request?.edits.find((one) => policyKey(one.ref) === policyKey(ref))
  if (!request || !edit?.after) return { kept: draft, older: null }
  const { after, base } = edit
  const kept: KeptDraft = {
    ref,
    spec: after.spec,
    enabled: after.enabled,
    base,
    author: request.author,
    savedAt: request.roundAt,
    others: draft?.others ?? [],
  }
  const says = ({ spec, enabled }: Pick<KeptDraft, 'spec' | 'enabled'>) => JSON.stringify([read(spec), enabled])
  if (!draft || (says(draft) === says(kept) && differing(draft.text, after.native).length === 0))
    return { kept, older: null }
  return draft.savedAt > request.roundAt ? { kept: draft, older: null } : { kept, older: draft }
}
