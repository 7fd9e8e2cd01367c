import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { statusOf } from './proof.ts'

/** State and proof in one word: "Live" says more than "Applied". */
export function ChangeStateTag({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const { state, proof } = change
  const words = state === 'applied' && proof.level !== 'none' ? t(`level.${proof.level}`) : t(`state.${state}`)
  return <StatusTag status={statusOf(change)}>{words}</StatusTag>
}
