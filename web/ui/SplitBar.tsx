import style from './SplitBar.module.css'

export interface SplitPart {
  name: string
  /** 0–1. */
  share: number
  tone: 'baseline' | 'candidate' | 'rest'
}

/** How something is divided, largest first: violet for the candidate only. */
export function SplitBar({ parts, name }: { parts: readonly SplitPart[]; name: string }) {
  return (
    <span className={style['bar']} role="img" aria-label={name}>
      {parts
        .filter((part) => part.share > 0)
        .toSorted((one, other) => other.share - one.share)
        .map((part) => (
          <span
            key={part.name}
            className={`${style['part']} ${style[part.tone]}`}
            style={{ flexGrow: part.share }}
            title={part.name}
          />
        ))}
    </span>
  )
}

/** A share as asked (tick) and as seen (bar), 0–1. */
export function WeightBar({
  observed,
  asked,
  tone,
  name,
}: {
  observed: number
  asked?: number
  tone: SplitPart['tone']
  name: string
}) {
  return (
    <span className={style['weight']} role="img" aria-label={name}>
      <span className={`${style['fill']} ${style[tone]}`} style={{ width: `${observed * 100}%` }} />
      {asked !== undefined && <span className={style['tick']} style={{ left: `${asked * 100}%` }} />}
    </span>
  )
}
