import { Table, type TableColumnsType } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import style from './DataTable.module.css'

export interface Column<Row> {
  key: string
  title: ReactNode
  /** Unit of a column of numbers, quieter, in the head. */
  unit?: string
  /** Numbers stand right. */
  numeric?: boolean
  width?: number
  render: (row: Row) => ReactNode
  /** Order of two rows, least first; the column can then be sorted. */
  order?: (one: Row, other: Row) => number
  sorted?: 'ascend' | 'descend'
}

interface Props<Row> {
  /** What the table lists, for a screen reader. */
  name: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** Opens a row: by click, Enter, or from the side panel. */
  onOpen?: (row: Row) => void
  /** The row that is open now: tinted, with the accent inside its left edge. */
  selected?: string | undefined
  empty?: ReactNode
  /** Rows of 29 px as in call records, 32 px otherwise. */
  dense?: boolean
}

/** A table of the console: the head stays, arrows and j k walk the rows, no zebra, empty values are "–". */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { name, rows, columns, rowKey, onOpen, selected, empty, dense = false } = props
  return (
    <div className={`${style['scroller']} ${dense ? style['dense'] : ''}`}>
      <Table<Row>
        size="small"
        aria-label={name}
        pagination={false}
        showSorterTooltip={false}
        columns={columns.map((column) => antdColumn(column))}
        dataSource={rows as Row[]} // antd does not write to it
        rowKey={rowKey}
        locale={{ emptyText: empty }}
        onRow={(row) => ({
          className: `${style['row']} ${rowKey(row) === selected ? style['selected'] : ''} ${onOpen ? style['opens'] : ''}`,
          tabIndex: onOpen ? 0 : undefined,
          'aria-selected': onOpen ? rowKey(row) === selected : undefined,
          onClick: (event) => {
            if (!isOwnControl(event.target)) onOpen?.(row)
          },
          onKeyDown: (event) => onRowKey(event, () => onOpen?.(row)),
        })}
      />
    </div>
  )
}

const antdColumn = <Row extends object>(column: Column<Row>): TableColumnsType<Row>[number] => ({
  key: column.key,
  title: (
    <>
      {column.title} {column.unit && <span className={style['unit']}>{column.unit}</span>}
    </>
  ),
  align: column.numeric ? 'right' : 'left',
  ...(column.width && { width: column.width }),
  render: (_, row) => column.render(row),
  ...(column.order && { sorter: column.order }),
  ...(column.sorted && { defaultSortOrder: column.sorted }),
})

/** A link or button inside a row acts for itself. */
const isOwnControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input') !== null

function onRowKey(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Enter') open()
  const row = event.currentTarget
  const next = {
    ArrowDown: row.nextElementSibling,
    j: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    k: row.previousElementSibling,
  }[event.key]
  if (next === undefined) return
  event.preventDefault()
  if (next instanceof HTMLElement) next.focus()
}
