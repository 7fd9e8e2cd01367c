import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import style from './DataTable.module.css'
import { nothing } from './format.ts'
import { Missing } from './Missing.tsx'

type Direction = 'ascend' | 'descend'

export interface Column<Row> {
  key: string
  title: ReactNode
  /** Unit of a column of numbers, quieter, in the head. */
  unit?: string
  /** Numbers stand right. */
  numeric?: boolean
  /** Sentences break into lines; everything else stays on one. */
  wrap?: boolean
  /** On a phone it has a line of its own, below what is short. */
  wide?: boolean
  /** Names the row, which begins with it on a phone; the first column where none says so. */
  lead?: boolean
  width?: number
  render: (row: Row) => ReactNode
  /** Why a row has nothing here: said by its "–" to pointer and screen reader, and below the table to everybody. */
  why?: (row: Row) => string | undefined
  /** Order of two rows, least first; the column can then be sorted. */
  order?: (one: Row, other: Row) => number
  /** How the table is sorted before anybody asks. */
  sorted?: Direction
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
  const [sort, setSort] = useState(() => initialSort(columns))
  const shown = sortedRows(rows, columns, sort)
  const lead = columns.find((column) => column.lead) ?? columns[0]
  return (
    <div className={`${style['scroller']} ${dense ? style['dense'] : ''}`}>
      <table className={style['table']} aria-label={name}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={() => setSort(nextSort(sort, column))} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr
              key={rowKey(row)}
              className={`${style['row']} ${rowKey(row) === selected ? style['selected'] : ''} ${onOpen ? style['opens'] : ''}`}
              tabIndex={onOpen ? 0 : undefined}
              aria-selected={onOpen ? rowKey(row) === selected : undefined}
              onClick={(event) => {
                if (!isOwnControl(event.target)) onOpen?.(row)
              }}
              onKeyDown={(event) => onRowKey(event, () => onOpen?.(row))}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} lead={column === lead} row={row} />
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td className={style['none']} colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {[...reasonsIn(shown, columns)].map((reason) => (
        <p key={reason} className={style['why']}>
          {nothing} {reason}
        </p>
      ))}
    </div>
  )
}

const reasonsIn = <Row,>(rows: readonly Row[], columns: readonly Column<Row>[]): Set<string> =>
  new Set(rows.flatMap((row) => columns.flatMap(({ why }) => why?.(row) ?? [])))

function Cell<Row>({ column, lead, row }: { column: Column<Row>; lead: boolean; row: Row }) {
  const { numeric, wrap, wide } = column
  const why = column.why?.(row)
  const content = why === undefined ? column.render(row) : <Missing why={why} />
  return (
    <td
      className={`${numeric ? style['numeric'] : ''} ${wrap ? style['wrap'] : ''} ${wide ? style['wide'] : ''} ${lead ? style['lead'] : ''}`}
      data-head={lead ? undefined : headOf(column)}
      data-nothing={content === nothing || undefined}
    >
      {content}
    </td>
  )
}

/** On a phone each value stands below its head. */
const headOf = <Row,>({ title, unit }: Column<Row>): string | undefined =>
  typeof title === 'string' ? [title, unit].filter(Boolean).join(' ') : undefined

interface Sort {
  key: string
  direction: Direction
}

const ariaSort = { ascend: 'ascending', descend: 'descending' } as const

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: Sort | undefined; onSort: () => void }) {
  const { key, title, unit, numeric, width, order } = column
  const direction = sort?.key === key ? sort.direction : undefined
  const words = (
    <>
      {title} {unit && <span className={style['unit']}>{unit}</span>}
    </>
  )
  return (
    <th
      scope="col"
      className={numeric ? style['numeric'] : undefined}
      style={width ? { width } : undefined}
      aria-sort={direction && ariaSort[direction]}
    >
      {order ? (
        <button type="button" className={style['sorter']} onClick={onSort}>
          {words}
          {direction === 'ascend' && <ChevronUp size={12} aria-hidden />}
          {direction === 'descend' && <ChevronDown size={12} aria-hidden />}
        </button>
      ) : (
        words
      )}
    </th>
  )
}

function initialSort<Row>(columns: readonly Column<Row>[]): Sort | undefined {
  const column = columns.find(({ sorted }) => sorted)
  return column?.sorted && { key: column.key, direction: column.sorted }
}

/** Numbers are asked for the largest first, words for the first; a third click gives the order as it came. */
function nextSort<Row>(sort: Sort | undefined, { key, numeric }: Column<Row>): Sort | undefined {
  const first: Direction = numeric ? 'descend' : 'ascend'
  if (sort?.key !== key) return { key, direction: first }
  return sort.direction === first ? { key, direction: numeric ? 'ascend' : 'descend' } : undefined
}

function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const order = columns.find(({ key }) => key === sort?.key)?.order
  if (!order || !sort) return rows
  return rows.toSorted((one, other) => (sort.direction === 'ascend' ? order(one, other) : order(other, one)))
}

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
