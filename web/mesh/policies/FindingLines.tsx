import type { Finding } from '#shared/contract/problem.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './FindingLines.module.css'

const glyphs = { error: 'failing', warning: 'degraded', note: 'waiting' } as const

/** What was found, one line each, worst first. */
export function FindingLines({ findings }: { findings: readonly Finding[] }) {
  const sentence = useSentence()
  if (findings.length === 0) return null
  return (
    <ul className={style['findings']}>
      {findings
        .toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
        .map((finding) => (
          <li key={finding.code + JSON.stringify(finding.params) + finding.field} className={style[finding.severity]}>
            <StatusGlyph status={glyphs[finding.severity]} />
            <span>
              {sentence(finding)}
              {finding.source && <code className={style['source']}>{finding.source}</code>}
            </span>
          </li>
        ))}
    </ul>
  )
}

const order: Finding['severity'][] = ['error', 'warning', 'note']
