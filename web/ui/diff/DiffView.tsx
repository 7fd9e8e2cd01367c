import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import style from './DiffView.module.css'
import { type DiffLine, diffLines } from './lines.ts'

interface Props {
  before: string
  after: string
  layout?: 'unified' | 'side-by-side'
  /** Heads of the two sides ("Live, r40"). */
  beforeLabel?: string
  afterLabel?: string
}

type Fold = { fold: number; key: string }
type Row = DiffLine | Fold

// Lines that stay in sight around each difference.
const context = 3

/** What changes between two texts, petrol against copper and always with + or − in the gutter; long equal stretches fold. */
export function DiffView({ before, after, layout = 'unified', beforeLabel, afterLabel }: Props) {
  const { t } = useTranslation('ui')
  const [unfolded, setUnfolded] = useState(false)
  const lines = diffLines(before, after)
  if (lines.every((line) => line.kind === 'same')) return <p className={style['equal']}>{t('diff.same')}</p>

  const rows: readonly Row[] = unfolded ? lines : folded(lines)
  const table = { rows, onUnfold: () => setUnfolded(true) }
  if (layout === 'unified') return <Side {...table} side="both" label={`${t('diff.before')} / ${t('diff.after')}`} />
  return (
    <div className={style['sides']}>
      <Side {...table} side="left" label={beforeLabel ?? t('diff.before')} head />
      <Side {...table} side="right" label={afterLabel ?? t('diff.after')} head />
    </div>
  )
}

function Side({
  rows,
  side,
  label,
  head = false,
  onUnfold,
}: {
  rows: readonly Row[]
  side: 'left' | 'right' | 'both'
  label: string
  head?: boolean
  onUnfold: () => void
}) {
  const { t } = useTranslation('ui')
  return (
    <section className={style['side']} aria-label={label}>
      {head && <div className={style['head']}>{label}</div>}
      {/* Wide lines scroll, so the stretch must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region (WCAG 2.1.1) */}
      <pre className={style['code']} tabIndex={0}>
        {rows.map((row) =>
          'fold' in row ? (
            <button key={row.key} type="button" className={style['fold']} onClick={onUnfold}>
              {t('diff.unchanged', { count: row.fold })}
            </button>
          ) : (
            <Line key={`${row.kind}${row.left ?? ''}:${row.right ?? ''}`} line={row} side={side} />
          ),
        )}
      </pre>
    </section>
  )
}

const signs = { same: ' ', removed: '−', added: '+' }

function Line({ line, side }: { line: DiffLine; side: 'left' | 'right' | 'both' }) {
  const absent = side !== 'both' && line[side] === undefined
  if (absent) return <div className={style['absent']}> </div>
  return (
    <div className={`${style['line']} ${style[line.kind]}`}>
      {side !== 'right' && <span className={style['number']}>{line.left}</span>}
      {side !== 'left' && <span className={style['number']}>{line.right}</span>}
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
