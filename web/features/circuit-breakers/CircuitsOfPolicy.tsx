import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CircuitState } from '#shared/features/circuit-breakers/states.ts'
import { stateMinutes } from '#shared/features/circuit-breakers/states.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import part from '../../mesh/policies/backtest/backtest.module.css'
import style from './circuit-breakers.module.css'
import { circuitsOf } from './queries.ts'

const glyphs = { open: 'failing', closed: 'ok', unknown: 'unknown' } as const

/** Beside the editor: the circuits that this policy runs now. */
export function CircuitsOfPolicy({ policyRef }: { policyRef: PolicyRef }) {
  const { t } = useTranslation('circuitBreakers')
  const may = useMay('calls:read')
  const { mesh, namespace } = policyRef
  const circuits = useQuery({ ...circuitsOf(mesh, { namespace }), enabled: may })
  const id = useId()
  if (!may) return null
  const isOwn = ({ breakers }: CircuitState) =>
    breakers.some(({ service, name }) => service === policyRef.service && name === policyRef.name)
  return (
    <section className={part['part']} aria-labelledby={id}>
      <header className={part['head']}>
        <h2 id={id}>{t('circuits.title')}</h2>
        <Stamps stamps={circuits.data?.stamps ?? []} />
      </header>
      <Loaded query={circuits} skeleton={<Skeleton lines={3} />}>
        {({ value }) => {
          const own = value.filter(isOwn)
          if (own.length === 0)
            return <p className={style['meta']}>{t('circuits.noneOfPolicy', { count: stateMinutes })}</p>
          return (
            <ul className={style['circuits']}>
              {own.map((state) => (
                <li key={JSON.stringify([state.caller, state.callee])}>
                  <StatusGlyph status={glyphs[state.state]} />
                  <span>
                    {t('pair', {
                      caller: state.caller?.service ?? t('circuits.outside'),
                      callee: state.callee.service,
                    })}
                  </span>
                  <span className={style['meta']}>
                    {t(`circuits.${state.state}`, { count: state.open })} {state.since && <Age at={state.since} />}
                  </span>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}
