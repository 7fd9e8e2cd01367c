import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { paths } from '../../paths.ts'

/** Which change this one takes back, and which took it back; nothing where there is neither. */
export function RevertLinks({ change }: { change: Pick<ChangeRequest, 'reverts' | 'revertedBy'> }) {
  const { t } = useTranslation('changes')
  const { reverts, revertedBy } = change
  return (
    <>
      {reverts && (
        <span>
          {t('revert.reverts')} <Link to={paths.change(reverts)}>{reverts}</Link>
        </span>
      )}{' '}
      {revertedBy && (
        <span>
          {t('revert.revertedBy')} <Link to={paths.change(revertedBy)}>{revertedBy}</Link>
        </span>
      )}
    </>
  )
}
