import type { Finding } from '#shared/contract/problem.ts'
import { worstFirst } from './finding-order.ts'
import { useSentence } from '../i18n/useSentence.ts'
import { StatusGlyph } from '../ui/StatusGlyph.tsx'
import style from './FindingList.module.css'

const signs = { error: 'failing', warning: 'degraded', note: 'note' } as const

/** Findings as sentences, errors first; a backend's own words stand below, as such. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const sentence = useSentence()
  return (
    <ul className={style['list']}>
      {worstFirst(findings).map((finding) => (
        <li
          key={`${finding.code} ${finding.field ?? ''} ${JSON.stringify(finding.params)}`}
          className={style['finding']}
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
