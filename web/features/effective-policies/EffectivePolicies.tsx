import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readEffectivePolicies } from '#shared/features/effective-policies/api.ts'
import type { EffectivePolicy, EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { readService } from '#shared/features/services/api.ts'
import { type PolicyKind, policyKey } from '#shared/mesh/policy.ts'
import { type ServiceRef, sameService, serviceKey } from '#shared/mesh/service.ts'
import { query } from '../../api/query.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import type { PolicySummary } from '../../mesh/policies/PolicySummary.tsx'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import style from './EffectivePolicies.module.css'

interface Props {
  service: ServiceRef
  /** What a spec says, by kind. */
  summaries: Partial<Record<PolicyKind, PolicySummary>>
}

/** What calls to a service meet on their way, step by step, for one caller or for anybody. */
export function EffectivePolicies({ service, summaries }: Props) {
  const { t } = useTranslation('effectivePolicies')
  const { mesh, namespace, name } = service
  const [caller, setCaller] = useState<ServiceRef>()
  const steps = useQuery(
    query(readEffectivePolicies, {
      params: { mesh, namespace, service: name },
      query: caller ? { caller: caller.name, callerNamespace: caller.namespace } : {},
    }),
  )
  return (
    <Panel
      title={t('title')}
      aside={
        <>
          <Stamps stamps={steps.data?.stamps ?? []} />
          <CallerSelect service={service} caller={caller} onCaller={setCaller} />
        </>
      }
      flush
    >
      <Loaded query={steps}>{({ value }) => <Way steps={value} summaries={summaries} />}</Loaded>
    </Panel>
  )
}

function CallerSelect(props: {
  service: ServiceRef
  caller: ServiceRef | undefined
  onCaller: (caller: ServiceRef | undefined) => void
}) {
  const { service, caller, onCaller } = props
  const { t } = useTranslation('effectivePolicies')
  const { mesh, namespace, name } = service
  const found = useQuery(query(readService, { params: { mesh, namespace, service: name }, query: {} }))
  const callers = found.data?.value.callers.flatMap((one) => one.service ?? []) ?? []
  return (
    <Select
      size="small"
      aria-label={t('caller')}
      popupMatchSelectWidth={false}
      value={caller ? serviceKey(caller) : ''}
      options={[
        { value: '', label: t('anybody') },
        ...callers
          .filter((one) => !sameService(one, service))
          .map((one) => ({ value: serviceKey(one), label: t('callsOf', { caller: one.name }) })),
      ]}
      onChange={(key: string) => onCaller(callers.find((one) => serviceKey(one) === key))}
    />
  )
}

/** Steps without a policy are left out, and named together: what is not there needs no line each. */
function Way({ steps, summaries }: { steps: readonly EffectiveStep[] } & Pick<Props, 'summaries'>) {
  const { t } = useTranslation('effectivePolicies')
  const { t: meshes } = useTranslation('meshes')
  const met = steps.filter(({ policies }) => policies.length > 0)
  const withheld = [...new Set(steps.filter((step) => step.withheld).map(({ kind }) => kind))]
  const none = [...new Set(steps.filter((step) => !met.includes(step)).map(({ kind }) => kind))].filter(
    (kind) => !met.some((step) => step.kind === kind) && !withheld.includes(kind),
  )
  return (
    <>
      {met.length === 0 && withheld.length === 0 && <p className={style['none']}>{t('nothing')}</p>}
      <ol className={style['way']}>
        {met.map((step) => (
          <li key={`${step.side} ${step.kind}`} className={style['step']}>
            <div className={style['where']}>
              <strong>{meshes(`kindOfPolicy.${step.kind}`)}</strong>
              <span>{t(`side.${step.side}`)}</span>
            </div>
            <ul className={style['policies']}>
              {step.policies.map((policy) => (
                <Met key={policyKey(policy.ref)} policy={policy} Summary={summaries[step.kind]} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {none.length > 0 && met.length > 0 && (
        <p className={style['none']}>{t('without', { kinds: none.map((kind) => meshes(`kindOfPolicy.${kind}`)) })}</p>
      )}
      {withheld.length > 0 && (
        <p className={style['none']}>
          {t('withheld', { kinds: withheld.map((kind) => meshes(`kindOfPolicy.${kind}`)) })}
        </p>
      )}
    </>
  )
}

const glyphs = {
  'in-force': 'ok',
  'partly-overridden': 'ok',
  overridden: 'idle',
  off: 'paused',
  unread: 'unknown',
  ignored: 'degraded',
} as const

function Met({ policy, Summary }: { policy: EffectivePolicy; Summary: PolicySummary | undefined }) {
  const scopeOf = useScopeWords()
  const { ref, spec, state } = policy
  return (
    <li className={state === 'in-force' || state === 'partly-overridden' ? style['met'] : style['beside']}>
      <StatusGlyph status={glyphs[state]} />
      <div>
        <div className={style['line']}>
          <ScopeLink to={policyAddress(ref)}>{scopeOf(ref)}</ScopeLink>
          <State policy={policy} />
        </div>
        {Summary && state !== 'unread' && <Summary spec={spec} />}
      </div>
    </li>
  )
}

/** What became of it, and why. */
function State({ policy: { ref, state, by, reason, values = [] } }: { policy: EffectivePolicy }): ReactNode {
  const { t } = useTranslation('effectivePolicies')
  const { t: policies } = useTranslation('policies')
  const scopeOf = useScopeWords()
  const nameOf = useServiceName()
  const sentence = useSentence()
  const nearer = by && { scope: scopeOf({ ...ref, ...by }), service: nameOf({ name: by.service }) }
  const words = (): string => {
    if (state === 'overridden') return nearer ? t('state.overridden', nearer) : t('state.overriddenUnnamed')
    if (state === 'partly-overridden') {
      const taken = values.map((value) => policies(`value.${value}`))
      return nearer ? t('state.partly', { values: taken, ...nearer }) : t('state.partlyUnnamed', { values: taken })
    }
    return state === 'ignored' && reason ? t('state.ignoredWhy', { why: sentence(reason) }) : t(`state.${state}`)
  }
  return <span className={style['state']}>{words()}</span>
}
