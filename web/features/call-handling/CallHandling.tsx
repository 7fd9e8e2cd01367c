import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CallHandling as Handling, HandlingStep } from '#shared/features/call-handling/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import type { PolicySummary } from '../../mesh/policies/PolicySummary.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { Time } from '../../ui/Time.tsx'
import style from './CallHandling.module.css'
import { HandledStep } from './HandledStep.tsx'
import { handlingOf } from './queries.ts'

interface Props {
  mesh: string
  id: string
  /** What a spec says, by kind. */
  summaries: Partial<Record<PolicyKind, PolicySummary>>
}

/** Which rules handled a call: those that held at its time, in the order in which they bit, and what is not known. */
export function CallHandling({ mesh, id, summaries }: Props) {
  const { t } = useTranslation('callHandling')
  const handling = useQuery(handlingOf(mesh, id))
  return (
    <section className={style['section']} aria-label={t('title')}>
      <div className={style['head']}>
        <h3>{t('title')}</h3>
        <span className={style['quiet']}>{t('calculated')}</span>
      </div>
      <Loaded query={handling} skeleton={<Skeleton lines={2} />}>
        {(found) => <Way handling={found} summaries={summaries} />}
      </Loaded>
    </section>
  )
}

/** Steps at which something stood; the rest is said in a sentence each: what did nothing, what is not known, what may not be seen. */
function Way({ handling: { steps, blind }, summaries }: { handling: Handling } & Pick<Props, 'summaries'>) {
  const { t } = useTranslation('callHandling')
  const { t: meshes } = useTranslation('meshes')
  const shown = steps.filter(({ policies, route }) => policies.length > 0 || route !== undefined)
  const kindsOf = (some: readonly HandlingStep[]) => [
    ...new Set(some.map(({ kind }) => meshes(`kindOfPolicy.${kind}`))),
  ]
  const silent = steps.filter((step) => !shown.includes(step))
  const unknown = silent.filter(({ known, withheld }) => !known && !withheld)
  const none = kindsOf(silent.filter(({ known, withheld }) => known && !withheld)).filter(
    (kind) => !kindsOf(shown).includes(kind),
  )
  const withheld = kindsOf(steps.filter((step) => step.withheld))
  const since = unknown.flatMap(({ watchedSince }) => watchedSince ?? []).toSorted()[0]
  return (
    <>
      {shown.length > 0 && (
        <dl>
          {shown.map((step) => (
            <div key={`${step.side} ${step.kind}`} className={style['step']}>
              <dt>{meshes(`kindOfPolicy.${step.kind}`)}</dt>
              <dd>
                <HandledStep step={step} Summary={summaries[step.kind]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {blind.caller && <p className={style['quiet']}>{t(`blind.caller.${blind.caller}`)}</p>}
      {blind.called && blind.called !== 'outside' && (
        <p className={style['quiet']}>{t(`blind.called.${blind.called}`)}</p>
      )}
      {unknown.length > 0 && (
        <div className={style['quiet']}>
          <p>{t('notKnown', { kinds: kindsOf(unknown) })}</p>
          {since && (
            <p>
              {t('watchedSince')} <Time at={since} seconds />
            </p>
          )}
        </div>
      )}
      {none.length > 0 && <p className={style['quiet']}>{t('nothingOf', { kinds: none })}</p>}
      {withheld.length > 0 && <p className={style['quiet']}>{t('withheld', { kinds: withheld })}</p>}
    </>
  )
}
