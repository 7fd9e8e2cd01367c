import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { PolicyWords } from './kind-ui.ts'
import type { PolicyEditor } from './usePolicyEditor.ts'
import { useServiceName } from './useServiceName.ts'

/** Longest title that a change may have. */
const longest = 120

/** Title and reason of the change; the title is suggested from what was edited until somebody types one. */
export function useChangeWords<Spec, Draft>(
  ref: PolicyRef,
  { live, draft, complete }: PolicyEditor<Spec, Draft>,
  words: PolicyWords<Spec, Draft>,
  /** What a request that is edited is called already. */
  before: { title: string; reason: string } | undefined,
) {
  const { t } = useTranslation('policyPages')
  const [typed, setTitle] = useState(before?.title)
  const [reason, setReason] = useState(before?.reason ?? '')

  const service = useServiceName()({ name: ref.service })
  const kind = t(`one.${ref.kind}`)
  const own = live && complete ? words.changeTitle?.({ ref, draft, live: live.spec }) : undefined
  const suggested = own ?? t(live ? 'change.suggested' : 'change.suggestedNew', { kind, service })
  return { title: (typed ?? suggested).slice(0, longest), reason, setTitle, setReason }
}

export type ChangeWords = ReturnType<typeof useChangeWords>
