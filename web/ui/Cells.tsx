import { useTranslation } from 'react-i18next'
import style from './Cells.module.css'

export interface Cell {
  /** Named on hover. */
  name: string
  state: 'live' | 'waiting' | 'failed' | 'older'
}

const most = 24

/** N of M, one cell each up to 24, a bar above that. The words stand beside it unless `wordless`. */
export function Cells({ cells, wordless = false }: { cells: readonly Cell[]; wordless?: boolean }) {
  const { t } = useTranslation('ui')
  const live = cells.filter((cell) => cell.state === 'live').length
  const failed = cells.filter((cell) => cell.state === 'failed').length
  const counts = { done: live, all: cells.length, failed }
  const words = failed > 0 ? t('cells.ofFailed', counts) : t('cells.of', counts)
  return (
    <span className={style['cells']} title={wordless ? words : undefined}>
      {cells.length > most ? (
        <span className={style['track']} aria-hidden>
          <span className={style['part']} style={{ width: `${(live / cells.length) * 100}%` }} />
        </span>
      ) : (
        <span className={style['row']} aria-hidden>
          {cells.map((cell) => (
            <span key={cell.name} className={`${style['cell']} ${style[cell.state]}`} title={cell.name} />
          ))}
        </span>
      )}
      <span className={wordless ? 'visually-hidden' : undefined}>{words}</span>
    </span>
  )
}
