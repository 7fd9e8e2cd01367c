import { useTranslation } from 'react-i18next'
import type { HandlingPolicy, HandlingStep } from '#shared/features/call-handling/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import type { PolicySummary } from '../../mesh/policies/PolicySummary.tsx'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Time } from '../../ui/Time.tsx'
import style from './CallHandling.module.css'
import { TakenRoute } from './TakenRoute.tsx'

interface Props {
  step: HandlingStep
  Summary: PolicySummary | undefined
}

/** Said first, before what only stood beside it. */
const telling: ReadonlySet<HandlingPolicy['state']> = new Set(['in-force', 'partly-overridden', 'undecided', 'unknown'])

/** What one step of the way made of the call: what held, and folded away what was there and did not. */
export function HandledStep({ step: { policies, route, known, kind }, Summary }: Props) {
  const { t } = useTranslation('callHandling')
  const told = policies.filter(({ state }) => telling.has(state))
  const others = policies.filter((policy) => !told.includes(policy))
  return (
    <>
      {route?.outcome === 'none' && <p>{t(`route.none.${route.to}`)}</p>}
      {told.map((policy) => (
        <div key={policyKey(policy.ref)} className={style['policy']}>
          {route && policy.state === 'in-force' && <TakenRoute route={route} />}
          <Held policy={policy} />
          {kind !== 'route-rules' && policy.spec !== undefined && Summary && <Summary spec={policy.spec} />}
        </div>
      ))}
      {!known && told.some(({ state }) => state !== 'unknown') && (
        <p className={style['quiet']}>{t('othersNotKnown')}</p>
      )}
      {others.length > 0 && (
        <details className={style['others']}>
          <summary className={style['quiet']}>{t('others', { count: others.length })}</summary>
          {others.map((policy) => (
            <Held key={policyKey(policy.ref)} policy={policy} />
          ))}
        </details>
      )}
    </>
  )
}

/** A policy with the revision that was in force, and what became of it for this call. */
function Held({ policy }: { policy: HandlingPolicy }) {
  const { t } = useTranslation('callHandling')
  const scopeOf = useScopeWords()
  const { ref, revision, firstSeen, likely } = policy
  return (
    <>
      <div className={style['line']}>
        <ScopeLink to={policyAddress(ref)}>{scopeOf(ref)}</ScopeLink>
        {revision && <RevisionLink revision={revision} />}
        {likely && <span className={style['likely']}>{t('likely')}</span>}
      </div>
      <State policy={policy} />
      {revision && (
        <span className={style['quiet']}>
          {t(`since.${revision.origin}`)} <Time at={revision.at} seconds />
        </span>
      )}
      {firstSeen && (
        <span className={style['quiet']}>
          {t('firstSeen')} <Time at={firstSeen} seconds />
        </span>
      )}
    </>
  )
}

/** `r12`, and the change that made it where there is one to open. */
function RevisionLink({ revision: { number, change } }: { revision: NonNullable<HandlingPolicy['revision']> }) {
  return (
    <span>
      <code>r{number}</code> {change && <ScopeLink to={paths.change(change)}>{change}</ScopeLink>}
    </span>
  )
}

/** Why it did not hold, or not whole, or cannot be told to have; nothing where it did. */
function State({ policy: { ref, state, by, reason, values = [] } }: { policy: HandlingPolicy }) {
  const { t } = useTranslation('callHandling')
  const { t: policies } = useTranslation('policies')
  const scopeOf = useScopeWords()
  const nameOf = useServiceName()
  const sentence = useSentence()
  // When it was first seen says the same of one that is not known.
  if (state === 'in-force' || state === 'unknown') return null
  const nearer = by && { scope: scopeOf({ ...ref, ...by }), service: nameOf({ name: by.service }) }
  const words = (): string => {
    if (state === 'partly-overridden') {
      const taken = values.map((value) => policies(`value.${value}`))
      return nearer ? t('state.partlyBy', { values: taken, ...nearer }) : t('state.partly', { values: taken })
    }
    if (state === 'overridden' && nearer) return t('state.overriddenBy', nearer)
    return state === 'ignored' && reason ? t('state.ignoredWhy', { why: sentence(reason) }) : t(`state.${state}`)
  }
  return <span className={style['quiet']}>{words()}</span>
}
