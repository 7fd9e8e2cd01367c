import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type MatrixCell, endKey } from '#shared/features/authorizations/model.ts'
import { judge } from '#shared/mesh/health.ts'
import { clientErrorShare, failedShare } from '#shared/mesh/traffic.ts'
import { useCarried } from '../../mesh/scope.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useCallsAddress } from './useCallsAddress.ts'
import { useEndName } from './useEndName.ts'

/** The same as the matrix, a line a pair; a line opens its call records. */
export function PairTable({ cells }: { cells: readonly MatrixCell[] }) {
  const { t } = useTranslation('authorizations')
  const nameOf = useEndName(cells)
  const addressOf = useCallsAddress()
  const format = useFormat()
  const navigate = useNavigate()
  const carried = useCarried()
  const columns: Column<MatrixCell>[] = [
    {
      key: 'caller',
      title: t('caller'),
      lead: true,
      render: ({ caller }) => nameOf(caller),
      order: (one, other) => nameOf(one.caller).localeCompare(nameOf(other.caller)),
    },
    {
      key: 'callee',
      title: t('callee'),
      render: ({ callee }) => nameOf(callee),
      order: (one, other) => nameOf(one.callee).localeCompare(nameOf(other.callee)),
    },
    {
      key: 'rate',
      title: t('rate'),
      numeric: true,
      render: ({ traffic }) => format.rate(traffic.rate),
      order: (one, other) => one.traffic.rate - other.traffic.rate,
      sorted: 'descend',
    },
    {
      key: 'failed',
      title: t('failed'),
      numeric: true,
      render: ({ traffic }) => format.share(failedShare(traffic)),
      order: (one, other) => failedShare(one.traffic) - failedShare(other.traffic),
    },
    {
      key: 'clientErrors',
      title: t('clientErrors'),
      numeric: true,
      render: ({ traffic }) => format.share(clientErrorShare(traffic)),
      order: (one, other) => clientErrorShare(one.traffic) - clientErrorShare(other.traffic),
    },
    { key: 'state', title: t('state'), render: ({ traffic }) => <StatusTag status={judge(traffic).state} /> },
  ]
  return (
    <DataTable
      name={t('observed')}
      rows={cells}
      columns={columns}
      rowKey={({ caller, callee }) => `${endKey(caller)} ${endKey(callee)}`}
      onOpen={({ caller, callee }) => {
        const address = addressOf(caller, callee)
        if (address) void navigate(carried(address))
      }}
    />
  )
}
