import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useAuthorName, useChangeTitle } from '../../mesh/useChangeTitle.ts'
import { paths } from '../../paths.ts'
import { Cells } from '../../ui/Cells.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Age } from '../../ui/Time.tsx'
import { ChangeStateTag } from './ChangeStateTag.tsx'
import { cellsOf } from './proof.ts'
import { RevertLinks } from './RevertLinks.tsx'
import { TimedRevertWords } from './TimedRevertWords.tsx'

/** A list of changes; a row leads to the change. */
export function ChangesTable({
  changes,
  onOpen,
}: {
  changes: ChangeRequest[]
  onOpen: (change: ChangeRequest) => void
}) {
  const { t } = useTranslation('changes')
  const titleOf = useChangeTitle()
  const authorName = useAuthorName()
  const subjectOf = useSubject()
  const columns: Column<ChangeRequest>[] = [
    {
      key: 'id',
      title: t('columns.change'),
      render: ({ id }) => (
        <ScopeLink to={paths.change(id)}>
          <code>{id}</code>
        </ScopeLink>
      ),
    },
    {
      key: 'title',
      lead: true,
      wrap: true,
      title: t('columns.title'),
      render: (change) => <strong>{titleOf(change)}</strong>,
    },
    { key: 'state', title: t('columns.state'), render: (change) => <ChangeStateTag change={change} /> },
    { key: 'ends', title: t('columns.ends'), render: (change) => <EndWords change={change} /> },
    { key: 'proof', title: t('columns.proof'), render: ({ proof }) => <ProofCells cells={cellsOf(proof)} /> },
    { key: 'subject', title: t('columns.subject'), render: (change) => subjectOf(change) },
    { key: 'author', title: t('columns.author'), render: ({ author }) => authorName(author) },
    { key: 'at', title: t('columns.at'), numeric: true, render: ({ createdAt }) => <Age at={createdAt} /> },
  ]
  return <DataTable name={t('title')} rows={changes} columns={columns} rowKey={({ id }) => id} onOpen={onOpen} />
}

/** That it was taken back says more than when it should have been. */
const EndWords = ({ change }: { change: ChangeRequest }) =>
  change.revertedBy ? <RevertLinks change={{ revertedBy: change.revertedBy }} /> : <TimedRevertWords change={change} />

const ProofCells = ({ cells }: { cells: ReturnType<typeof cellsOf> }) =>
  cells.length > 0 ? <Cells cells={cells} /> : nothing

/** The policies that a change touches, by service. */
function useSubject(): (change: ChangeRequest) => string {
  const nameOf = useServiceName()
  return ({ edits }) =>
    [...new Set(edits.map(({ ref }) => `${nameOf({ name: ref.service })}, ${ref.namespace}`))].join('; ')
}
