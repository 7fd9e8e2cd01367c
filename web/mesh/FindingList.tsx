import type { Finding } from '#shared/contract/problem.ts'
import { worstFirst } from './finding-order.ts'
import { useSentence } from '../i18n/useSentence.ts'
import { StatusGlyph } from '../ui/StatusGlyph.tsx'
import style from './FindingList.module.css'

const signs = { error: 'failing', warning: 'degraded', note: 'note' } as const

/** Findings as sentences, errors first; a backend's own words stand below, as such. Small ones stand beside a field. */
export function FindingList({ findings, small = false }: { findings: readonly Finding[]; small?: boolean }) {
  const sentence = useSentence()
  if (findings.length === 0) return null
  return (
    <ul className={`${style['list']} ${small ? style['small'] : ''}`}>
      {worstFirst(findings).map((finding) => (
        <li
          key={`${finding.code} ${finding.field ?? ''} ${JSON.stringify(finding.params)}`}
          className={`${style['finding']} ${style[finding.severity]}`}
        >
          <StatusGlyph status={signs[finding.severity]} label />
          <span>
            {sentence(finding)}
            {finding.source && <code className={style['source']}>{finding.source}</code>}
          </span>
        </li>
      ))}
    </ul>
  )
}
