import { useTranslation } from 'react-i18next'
import type { ImpactFigures } from '#shared/features/impact/model.ts'
import { SplitBar } from '../../ui/SplitBar.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { endTones, inOrder, useEndName, useEndsInWords } from './ends.ts'
import style from './ImpactPanel.module.css'
import small from '../../ui/SmallTable.module.css'
import table from './ImpactTable.module.css'

const sides = ['before', 'after'] as const

/** Where calls end now and after, as two bars and as figures. */
export function Ends({ figures }: { figures: ImpactFigures }) {
  const { t } = useTranslation('impact')
  const format = useFormat()
  const nameOf = useEndName()
  const inWords = useEndsInWords()
  const ends = inOrder(figures.ends)
  const toneOf = endTones(ends)
  const share = (calls: number) => format.share(calls / figures.calls)
  return (
    <>
      <div className={style['bars']}>
        {sides.map((side) => {
          const parts = ends.filter((end) => end[side] > 0)
          const words = inWords(parts.map((end) => ({ end: end.end, part: end[side] / figures.calls })))
          return (
            <div key={side} className={style['bar']}>
              <span>{t(side)}</span>
              <SplitBar
                name={t('bar', { side: t(side), parts: words })}
                parts={parts.map((end) => ({
                  name: nameOf(end.end),
                  share: end[side] / figures.calls,
                  tone: toneOf(end.end),
                }))}
              />
            </div>
          )
        })}
      </div>
      <table className={`${small['table']} ${table['columns']}`}>
        <thead>
          <tr>
            <th scope="col">{t('ends')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {ends.map((end) => (
            <tr key={nameOf(end.end)}>
              <th scope="row">
                <span className={`${table['swatch']} ${table[toneOf(end.end)]}`} aria-hidden />
                {nameOf(end.end)}
              </th>
              <td>{share(end.before)}</td>
              <td className={small['strong']}>{share(end.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
