import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../ui/PlainButton.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { type ExportPlace, useExport } from './queries.ts'

/** Saves the policies of a place as a file. */
export function ExportButton({ place }: { place: ExportPlace }) {
  const { t } = useTranslation('policyTransfer')
  const { mutate, isPending, error } = useExport()
  return (
    <>
      <ProblemLine problem={error} />
      <PlainButton disabled={isPending} onClick={() => mutate(place)}>
        <Download size={14} aria-hidden /> {t('export')}
      </PlainButton>
    </>
  )
}
