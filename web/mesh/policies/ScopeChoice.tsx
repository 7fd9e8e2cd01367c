import { Input, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Service, ServiceRef } from '#shared/mesh/service.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import type { PolicyKindUi } from './kind-ui.ts'
import style from './NewPolicy.module.css'
import { capabilitiesFor } from './queries.ts'
import { useServiceName } from './useServiceName.ts'
import { mayNameVersion, needsSubject, type PolicyScope, type ScopeKind } from './scopes.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  /** The called one. */
  service: ServiceRef
  /** Of its namespace: the possible callers. */
  services: readonly Service[]
  scope: PolicyScope | undefined
  onScope: (scope: PolicyScope) => void
}

/** Whose calls: the scopes of the kind as sentences; one that the mesh lacks stays and says why. */
export function ScopeChoice<Spec, Draft>({ ui, service, services, scope, onScope }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  const group = useId()
  const { data: capabilities } = useQuery(capabilitiesFor(ui, service))
  const nameOf = useServiceName()
  if (capabilities?.available.available === 'no') {
    return <p className={style['why']}>{capabilities.available.reason && sentence(capabilities.available.reason)}</p>
  }
  return (
    <fieldset className={style['scopes']}>
      <legend>{t('new.whose')}</legend>
      {ui.scopes.map((kind) => {
        const capability = capabilities?.features[`scope.${kind}`]
        const lacking = capability?.available === 'no'
        return (
          <div key={kind} className={style['scope']}>
            <label className={lacking ? style['lacking'] : undefined}>
              <input
                type="radio"
                name={group}
                disabled={!capabilities || lacking}
                checked={scope?.kind === kind}
                onChange={() => onScope({ kind, subject: '', version: '' })}
              />
              <span>{t(`new.scope.${kind}`, { namespace: service.namespace, service: nameOf(service) })}</span>
            </label>
            {capability?.reason && <p className={style['why']}>{sentence(capability.reason)}</p>}
            {scope?.kind === kind && (
              <ScopeParts
                scope={scope}
                service={service}
                services={services}
                versions={ui.versions ?? false}
                everyVersion={capabilities?.features['scope.every-version']?.available !== 'no'}
                onScope={onScope}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** Which caller, which group, which version of whom. */
function ScopeParts({
  scope,
  service,
  services,
  versions,
  everyVersion,
  onScope,
}: Omit<Props<never, never>, 'ui' | 'scope'> & { scope: PolicyScope; versions: boolean; everyVersion: boolean }) {
  const { t } = useTranslation('policyPages')
  const { kind, subject, version } = scope
  const ofVersion = versions && mayNameVersion(kind)
  if (!needsSubject(kind) && !ofVersion) return null
  const named = services.find(({ name }) => name === (kind === 'caller' ? subject : service.name))
  return (
    <div className={style['parts']}>
      {kind === 'group' && (
        <Input
          aria-label={t('new.group')}
          placeholder={t('new.group')}
          maxLength={64}
          spellCheck={false}
          value={subject}
          onChange={({ target }) => onScope({ ...scope, subject: target.value.replaceAll(/[^\w.-]/g, '') })}
        />
      )}
      {(kind === 'caller' || kind === 'from') && (
        <Chooser
          name={t('new.caller')}
          value={subject}
          options={services.filter(({ name }) => name !== service.name).map(({ name }) => name)}
          onChoose={(caller) => onScope({ ...scope, subject: caller, version: '' })}
        />
      )}
      {ofVersion && named && (
        <Chooser
          name={t(versionOf(kind), { service: named.name })}
          value={version}
          {...(everyVersion && { none: t('new.everyVersion', { service: named.name }) })}
          options={named.versions.map((one) => one.version)}
          onChoose={(chosen) => onScope({ ...scope, version: chosen })}
        />
      )}
    </div>
  )
}

const versionOf = (kind: ScopeKind) => (kind === 'caller' ? 'new.callerVersion' : 'new.calledVersion')

function Chooser(props: {
  name: string
  value: string
  /** What nothing chosen means, where that is an answer. */
  none?: string
  options: readonly string[]
  onChoose: (value: string) => void
}) {
  const { name, value, none, options, onChoose } = props
  return (
    <Select
      aria-label={name}
      placeholder={name}
      className={style['chooser'] ?? ''}
      showSearch
      getPopupContainer={(node: HTMLElement) => node.parentElement ?? document.body}
      value={value === '' && none === undefined ? null : value}
      options={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...options.map((option) => ({ value: option, label: option })),
      ]}
      onChange={(chosen: string | null) => onChoose(chosen ?? '')}
    />
  )
}
