import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { policyKey } from '#shared/mesh/policy.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useMay } from '../../api/session.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { ScopeLink } from '../ScopeLink.tsx'
import { HistoryLink } from './history/HistoryLink.tsx'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'
import { NativeText } from './NativeText.tsx'
import { NewPolicy } from './NewPolicy.tsx'
import { NewPolicyButton } from './NewPolicyButton.tsx'
import style from './PoliciesOfService.module.css'
import { policyAddress } from './policy-address.ts'
import { PolicyEnds, PolicyState } from './PolicyState.tsx'
import { policiesOf } from './queries.ts'
import { useScopeWords } from './useScopeWords.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  service: ServiceRef
}

/** The policies of one kind about one called service, each in words and, on demand, in its own text. */
export function PoliciesOfService<Spec, Draft>({ ui, service }: Props<Spec, Draft>) {
  const { t: meshes } = useTranslation('meshes')
  const { mesh, namespace, name } = service
  const { kind } = ui.endpoints
  const policies = useQuery({
    ...policiesOf(ui, mesh, { namespace, service: name }),
    enabled: useMay(ui.endpoints.permission),
  })
  const words = ui.useWords()
  const mayWrite = useMay(ui.write)
  const [making, setMaking] = useState(false)
  if (!useMay(ui.endpoints.permission)) return null
  return (
    <Panel
      title={meshes(`kindOfPolicy.${kind}`)}
      meta={policies.data?.value.length}
      aside={
        <>
          <Stamps stamps={policies.data?.stamps ?? []} />
          {mayWrite && ui.scopes.length > 0 && <NewPolicyButton kind={kind} onClick={() => setMaking(true)} />}
        </>
      }
      flush
    >
      <Loaded query={policies}>
        {({ value }) =>
          value.length === 0 ? (
            <p className={style['none']}>{words.empty}</p>
          ) : (
            <ul>
              {value.map((policy) => (
                <Entry key={policyKey(policy.ref)} policy={policy}>
                  {policy.understood === 'not' ? null : words.summary(policy.spec)}
                </Entry>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && (
        <NewPolicy ui={ui} mesh={mesh} namespace={namespace} service={service} onClose={() => setMaking(false)} />
      )}
    </Panel>
  )
}

function Entry({ policy, children }: { policy: ToldPolicy<unknown>; children: ReactNode }) {
  const { t } = useTranslation('policyPages')
  const scopeOf = useScopeWords()
  const [shown, setShown] = useState(false)
  const kind = t(`one.${policy.ref.kind}`)
  return (
    <li className={style['policy']}>
      <div className={style['head']}>
        <strong>{scopeOf(policy.ref)}</strong>
        <PolicyState policy={policy} />
        {policy.ends && <PolicyEnds ends={policy.ends} />}
        <span className={style['acts']}>
          <button type="button" className={style['toggle']} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t(shown ? 'text.hide' : 'text.show')}
          </button>
          <HistoryLink policy={policy.ref} />
          <ScopeLink to={policyAddress(policy.ref)}>{t('edit', { kind })}</ScopeLink>
        </span>
      </div>
      {children}
      {shown && <NativeText documents={policy.native} />}
    </li>
  )
}
