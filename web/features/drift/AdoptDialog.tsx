import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useAdopt } from './queries.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface Props {
  policy: PolicyRef
  /** The revision that stands there when the question opens; that one is accepted, and no later one. */
  number: number
  onClose: () => void
}

/** Accepts what stands in the mesh; who and why is kept. */
export function AdoptDialog({ policy, number: standing, onClose }: Props) {
  const { t } = useTranslation('drift')
  const [number] = useState(standing)
  const adopt = useAdopt(policy)
  return (
    <ReasonDialog
      title={t('adopt.question')}
      text={t('adopt.text', { number })}
      reasonLabel={t('adopt.reason')}
      act={t('adopt.act')}
      doing={adopt}
      onAct={(reason) => adopt.mutate({ number, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
