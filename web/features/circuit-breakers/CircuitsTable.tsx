import { useTranslation } from 'react-i18next'
import type { CircuitState } from '#shared/features/circuit-breakers/states.ts'
import { stateMinutes } from '#shared/features/circuit-breakers/states.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { nothing } from '../../ui/format.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './circuit-breakers.module.css'

const statusOf = { open: 'failing', closed: 'ok', unknown: 'unknown' } as const

/** Pairs of caller and callee with the state of their circuits, open ones first. */
export function CircuitsTable({ mesh, states }: { mesh: string; states: readonly CircuitState[] }) {
  const { t } = useTranslation('circuitBreakers')
  const { t: policies } = useTranslation('meshes')
  const format = useFormat()
  const scopeOf = useScopeWords()
  const callerOf = ({ caller }: CircuitState) => caller?.service ?? t('circuits.outside')
  const columns: Column<CircuitState>[] = [
    {
      key: 'pair',
      title: t('circuits.pair'),
      render: (state) => (
        <>
          {t('pair', { caller: callerOf(state), callee: state.callee.service })}
          <span className={style['quiet']}> {state.callee.namespace}</span>
        </>
      ),
      order: (one, other) => one.callee.service.localeCompare(other.callee.service),
    },
    {
      key: 'state',
      title: t('circuits.state'),
      render: ({ state, since, open }) => (
        <span className={style['state']}>
          <StatusTag status={statusOf[state]}>{t(`circuits.${state}`, { count: open })}</StatusTag>
          {since && <Age at={since} />}
        </span>
      ),
    },
    {
      key: 'refused',
      title: t('circuits.refused'),
      numeric: true,
      render: (state) =>
        state.refused === 0 ? 0 : <ScopeLink to={refusedCalls(mesh, state)}>{format.integer(state.refused)}</ScopeLink>,
      order: (one, other) => one.refused - other.refused,
    },
    {
      key: 'calls',
      title: t('circuits.calls'),
      numeric: true,
      render: ({ calls }) => format.integer(calls),
      order: (one, other) => one.calls - other.calls,
    },
    {
      key: 'last',
      title: t('circuits.last'),
      render: ({ lastRefused }) => (lastRefused ? <Age at={lastRefused} /> : nothing),
    },
    {
      key: 'breakers',
      title: policies('kindOfPolicy.circuit-breakers'),
      wrap: true,
      render: ({ breakers, withheld }) =>
        breakers.length === 0
          ? t(withheld ? 'circuits.withheld' : 'circuits.noBreaker')
          : breakers.map((breaker) => {
              const ref = { mesh, kind: 'circuit-breakers' as const, ...breaker }
              return (
                <ScopeLink key={policyAddress(ref)} className={style['breaker']} to={policyAddress(ref)}>
                  {scopeOf(ref)}
                </ScopeLink>
              )
            }),
    },
  ]
  return (
    <DataTable
      name={t('circuits.title')}
      rows={states}
      columns={columns}
      rowKey={({ caller, callee }) => JSON.stringify([caller, callee])}
      empty={<p className={style['none']}>{t('circuits.none', { count: stateMinutes })}</p>}
    />
  )
}

const refusedCalls = (mesh: string, { caller, callee }: CircuitState): string =>
  `${paths.calls(mesh)}?${new URLSearchParams({
    outcome: 'open-circuit',
    callee: callee.service,
    ...(caller && { caller: caller.service }),
    last: '15m',
  })}`
