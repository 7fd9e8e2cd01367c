import { Trans } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'

/** Which change this one takes back, and which took it back; nothing where there is neither. */
export function RevertLinks({ change }: { change: Pick<ChangeRequest, 'reverts' | 'revertedBy'> }) {
  const { reverts, revertedBy } = change
  return (
    <>
      {reverts && (
        <span>
          <Trans ns="changes" i18nKey="revert.reverts" values={{ id: reverts }} components={linkTo(reverts)} />
        </span>
      )}
      {reverts && revertedBy && ' '}
      {revertedBy && (
        <span>
          <Trans ns="changes" i18nKey="revert.revertedBy" values={{ id: revertedBy }} components={linkTo(revertedBy)} />
        </span>
      )}
    </>
  )
}

const linkTo = (id: string) => ({ change: <ScopeLink to={paths.change(id)} /> })
