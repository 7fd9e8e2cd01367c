import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import style from './DiffView.module.css'
import { type DiffLine, diffLines, pairLines } from './lines.ts'

/** What can be said of the lines of the text after the change: a line is chosen by its number. */
export interface LineTalk {
  /** What choosing a line does, as the name of its number. */
  nameOf: (line: number) => string
  /** Where a link to a line leads. */
  idOf: (line: number) => string
  /** Lines of which something was said. */
  marked: ReadonlySet<number>
  onChoose: (line: number) => void
}

interface Props {
  before: string
  after: string
  layout?: 'unified' | 'side-by-side'
  /** Heads of the two sides ("Live, r40"). */
  beforeLabel?: string
  afterLabel?: string
  talk?: LineTalk
}

type Fold = { fold: number; key: string }
type Absent = { absent: true; key: string }
type Row = DiffLine | Fold

// Lines that stay in sight around each difference.
const context = 3

/** What changes between two texts, petrol against copper and always with + or − in the gutter; long equal stretches fold. */
export function DiffView({ before, after, layout = 'unified', beforeLabel, afterLabel, talk }: Props) {
  const { t } = useTranslation('ui')
  const [unfolded, setUnfolded] = useState(false)
  const lines = diffLines(before, after)
  if (lines.every((line) => line.kind === 'same')) return <p className={style['equal']}>{t('diff.same')}</p>

  const rows: readonly Row[] = unfolded ? lines : folded(lines)
  const onUnfold = () => setUnfolded(true)
  if (layout === 'unified') {
    const label = `${t('diff.before')} / ${t('diff.after')}`
    return (
      <div className={style['unified']}>
        <Column rows={rows} side="both" label={label} onUnfold={onUnfold} talk={talk} />
      </div>
    )
  }
  const [left, right] = [beforeLabel ?? t('diff.before'), afterLabel ?? t('diff.after')]
  return (
    <div className={style['sides']}>
      <Column rows={columnOf(rows, 'left')} side="left" label={left} onUnfold={onUnfold} />
      <Column rows={columnOf(rows, 'right')} side="right" label={right} onUnfold={onUnfold} talk={talk} />
    </div>
  )
}

interface ColumnProps {
  rows: readonly (Row | Absent)[]
  side: 'left' | 'right' | 'both'
  label: string
  onUnfold: () => void
  talk?: LineTalk | undefined
}

function Column({ rows, side, label, onUnfold, talk }: ColumnProps) {
  const { t } = useTranslation('ui')
  return (
    // Both columns take their rows from one grid, so that a wrapped line stays beside its other half.
    <section className={style['side']} style={{ gridRow: `span ${rows.length + 1}` }} aria-label={label}>
      <div className={style['head']}>{side === 'both' ? null : label}</div>
      {rows.map((row) => {
        if ('absent' in row) return <div key={row.key} className={style['absent']} />
        if (!('fold' in row))
          return <Line key={`${row.kind}${row.left ?? ''}:${row.right ?? ''}`} line={row} side={side} talk={talk} />
        return (
          <button key={row.key} type="button" className={style['fold']} onClick={onUnfold}>
            {t('diff.unchanged', { count: row.fold })}
          </button>
        )
      })}
    </section>
  )
}

const signs = { same: ' ', removed: '−', added: '+' }

interface LineProps {
  line: DiffLine
  side: 'left' | 'right' | 'both'
  talk: LineTalk | undefined
}

function Line({ line, side, talk }: LineProps) {
  return (
    <div className={`${style['line']} ${style[line.kind]}`}>
      {side !== 'right' && <span className={style['number']}>{line.left}</span>}
      {side !== 'left' && <AfterNumber line={line.right} talk={talk} />}
      <span className={style['sign']}>{signs[line.kind]}</span>
      <span className={style['text']}>
        {line.parts.map((part, index) =>
          part.changed ? (
            <mark key={index} className={style['word']}>
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </span>
    </div>
  )
}

/** The number of a line after the change; a button where something can be said of it. */
function AfterNumber({ line, talk }: { line: number | undefined; talk: LineTalk | undefined }) {
  if (!talk || line === undefined) return <span className={style['number']}>{line}</span>
  return (
    <button
      type="button"
      id={talk.idOf(line)}
      className={`${style['number']} ${style['chosen']} ${talk.marked.has(line) ? style['marked'] : ''}`}
      aria-label={talk.nameOf(line)}
      title={talk.nameOf(line)}
      onClick={() => talk.onChoose(line)}
    >
      {line}
    </button>
  )
}

function folded(lines: readonly DiffLine[]): Row[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => line.kind !== 'same'),
  )
  const rows = new Array<Row>()
  lines.forEach((line, index) => {
    const last = rows.at(-1)
    if (near[index]) rows.push(line)
    else if (last && 'fold' in last) last.fold += 1
    else rows.push({ fold: 1, key: `fold ${index}` })
  })
  return rows
}

/** One side of a difference, with room where the other side has more lines. */
function columnOf(rows: readonly Row[], side: 'left' | 'right'): (Row | Absent)[] {
  const column = new Array<Row | Absent>()
  let lines = new Array<DiffLine>()
  const settle = () => {
    for (const pair of pairLines(lines)) column.push(pair[side] ?? { absent: true, key: `absent ${column.length}` })
    lines = []
  }
  for (const row of rows) {
    if ('fold' in row) {
      settle()
      column.push(row)
    } else lines.push(row)
  }
  settle()
  return column
}
