import { useTranslation } from 'react-i18next'
import type { ImpactFigures } from '#shared/features/impact/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useEndName } from './ends.ts'
import style from './ImpactPanel.module.css'
import small from '../../ui/SmallTable.module.css'
import table from './ImpactTable.module.css'
import { useCallCount } from './useCallCount.ts'
import { useCallerName } from './useCallerName.ts'

/** From where to where calls move, and whose they are. */
export function Movers({ figures }: { figures: ImpactFigures }) {
  const { t } = useTranslation('impact')
  const nameOf = useEndName()
  const callerName = useCallerName()
  const { callers, tenants, moves } = figures
  return (
    <>
      <Rows
        title={t('moves')}
        rows={moves.map(({ from, to, calls }) => ({
          name: t('move', { from: nameOf(from), to: nameOf(to) }),
          moved: calls,
        }))}
      />
      <Rows
        title={t('callers')}
        others={callers.others}
        rows={callers.named.map(({ caller, calls, moved }) => ({
          name: caller ? callerName(caller) : '',
          calls,
          moved,
        }))}
      />
      {tenants.named.length > 0 && (
        <Rows
          title={t('tenants')}
          others={tenants.others}
          rows={tenants.named.map(({ tenant, calls, moved }) => ({
            name: tenant?.name ?? tenant?.id ?? '',
            calls,
            moved,
          }))}
        />
      )}
    </>
  )
}

interface RowsProps {
  title: string
  rows: readonly { name: string; moved: number; calls?: number }[]
  /** How many are not named. */
  others?: number
}

function Rows({ title, rows, others = 0 }: RowsProps) {
  const { t } = useTranslation('impact')
  const format = useFormat()
  const countOf = useCallCount()
  const ofCalls = rows.some(({ calls }) => calls !== undefined)
  return (
    <div>
      <table className={`${small['table']} ${table['columns']}`}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('movedColumn')}</th>
            {ofCalls && <th scope="col">{t('callsColumn')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, moved, calls }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={small['strong']}>{countOf(moved).n}</td>
              {calls !== undefined && <td>{format.integer(calls)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 && <p className={style['quiet']}>{t('others', { count: others, n: format.integer(others) })}</p>}
    </div>
  )
}
