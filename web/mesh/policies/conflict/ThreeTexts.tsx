import { useTranslation } from 'react-i18next'
import { type SideLine, threeLines } from './three-lines.ts'
import style from './ThreeTexts.module.css'

interface Column {
  title: string
  /** Which state it is, in the head. */
  meta: string
  text: string
}

interface Props {
  base: Column
  theirs: Column
  mine: Column
}

/** Three texts beside each other: what only one side changed is petrol, what both changed is marked as contested. */
export function ThreeTexts({ base, theirs, mine }: Props) {
  const { t } = useTranslation('policyPages')
  const rows = threeLines(base.text, theirs.text, mine.text)
  return (
    <div className={style['texts']} role="group" aria-label={t('conflict.texts')}>
      <section className={style['column']} aria-label={base.title} style={{ gridRow: `span ${rows.length + 1}` }}>
        <Head {...base} />
        {rows.map((row, index) => (
          <Line key={index} line={row.base === undefined ? undefined : { text: row.base, changed: false }} />
        ))}
      </section>
      {(
        [
          ['theirs', theirs],
          ['mine', mine],
        ] as const
      ).map(([side, column]) => (
        <section
          key={side}
          className={style['column']}
          aria-label={column.title}
          style={{ gridRow: `span ${rows.length + 1}` }}
        >
          <Head {...column} />
          {rows.map((row, index) => (
            <Line key={index} line={row[side]} contested={row.contested} />
          ))}
        </section>
      ))}
    </div>
  )
}

const Head = ({ title, meta }: Column) => (
  <header className={style['head']}>
    <h3>{title}</h3>
    <span>{meta}</span>
  </header>
)

function Line({ line, contested = false }: { line: SideLine | undefined; contested?: boolean }) {
  if (!line) return <div className={contested ? `${style['absent']} ${style['contested']}` : style['absent']} />
  const look = contested ? style['contested'] : line.changed ? style['changed'] : ''
  return (
    <div className={`${style['line']} ${look}`}>
      <span className={style['sign']} aria-hidden>
        {contested ? '!' : line.changed ? '+' : ''}
      </span>
      <span>{line.text}</span>
    </div>
  )
}
