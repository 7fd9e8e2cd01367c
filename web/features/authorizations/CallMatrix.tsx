import { useTranslation } from 'react-i18next'
import { type MatrixCell, type MatrixEnd, endKey } from '#shared/features/authorizations/model.ts'
import { judge } from '#shared/mesh/health.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { matrixOf, rampStep } from './matrix.ts'
import style from './authorizations.module.css'
import { useCallsAddress } from './useCallsAddress.ts'
import { useEndName } from './useEndName.ts'

/** Rows call, columns are called. A pair without calls is a hatch; one that fails carries its glyph. */
export function CallMatrix({ cells }: { cells: readonly MatrixCell[] }) {
  const { t } = useTranslation('authorizations')
  const nameOf = useEndName(cells)
  const { callers, callees, cellOf, most } = matrixOf(cells)
  return (
    <div className={style['scroll']}>
      <table className={style['matrix']}>
        <caption>{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('callsWhom')}</th>
            {callees.map((callee) => (
              <th key={endKey(callee)} scope="col">
                <span>{nameOf(callee)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {callers.map((caller) => (
            <tr key={endKey(caller)}>
              <th scope="row">{nameOf(caller)}</th>
              {callees.map((callee) => (
                <Pair key={endKey(callee)} cell={cellOf(caller, callee)} {...{ caller, callee, most, nameOf }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PairProps {
  cell: MatrixCell | undefined
  caller: MatrixEnd
  callee: MatrixEnd
  most: number
  nameOf: (end: MatrixEnd) => string
}

function Pair({ cell, caller, callee, most, nameOf }: PairProps) {
  const { t } = useTranslation('authorizations')
  const addressOf = useCallsAddress()
  const format = useFormat()
  const names = { caller: nameOf(caller), callee: nameOf(callee) }
  if (!cell) return <td className={style['none']} aria-label={t('noCalls', names)} />
  const { state } = judge(cell.traffic)
  const troubled = state === 'failing' || state === 'degraded'
  const address = addressOf(caller, callee)
  const figure = (
    <>
      {troubled && (
        <span className={style['trouble']}>
          <StatusGlyph status={state} label />
        </span>
      )}
      {format.rate(cell.traffic.rate)}
    </>
  )
  return (
    <td className={style[`step${rampStep(cell.traffic.rate, most)}`]} title={t('pair', names)}>
      {address ? <ScopeLink to={address}>{figure}</ScopeLink> : figure}
    </td>
  )
}
