import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { paths } from '../../paths.ts'
import { Cells } from '../../ui/Cells.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { Age } from '../../ui/Time.tsx'
import { ChangeStateTag } from './ChangeStateTag.tsx'
import { cellsOf } from './proof.ts'

/** A list of changes; a row leads to the change. */
export function ChangesTable({
  changes,
  onOpen,
}: {
  changes: ChangeRequest[]
  onOpen: (change: ChangeRequest) => void
}) {
  const { t } = useTranslation('changes')
  const columns: Column<ChangeRequest>[] = [
    {
      key: 'id',
      title: t('columns.change'),
      render: ({ id }) => (
        <Link to={paths.change(id)}>
          <code>{id}</code>
        </Link>
      ),
    },
    {
      key: 'title',
      lead: true,
      wrap: true,
      title: t('columns.title'),
      render: ({ title }) => <strong>{title}</strong>,
    },
    { key: 'state', title: t('columns.state'), render: (change) => <ChangeStateTag change={change} /> },
    { key: 'proof', title: t('columns.proof'), render: ({ proof }) => <ProofCells cells={cellsOf(proof)} /> },
    { key: 'subject', title: t('columns.subject'), render: (change) => subjectOf(change) },
    { key: 'author', title: t('columns.author'), render: ({ author }) => author },
    { key: 'at', title: t('columns.at'), numeric: true, render: ({ createdAt }) => <Age at={createdAt} /> },
  ]
  return <DataTable name={t('title')} rows={changes} columns={columns} rowKey={({ id }) => id} onOpen={onOpen} />
}

const ProofCells = ({ cells }: { cells: ReturnType<typeof cellsOf> }) =>
  cells.length > 0 ? <Cells cells={cells} /> : nothing

/** The policies that a change touches, by service. */
const subjectOf = (change: ChangeRequest): string =>
  [...new Set(change.edits.map(({ ref }) => `${ref.service}, ${ref.namespace}`))].join('; ')
