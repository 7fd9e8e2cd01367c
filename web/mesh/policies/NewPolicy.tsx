import { Button, Select } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { PolicyRef } from '#shared/mesh/policy.ts'
import type { Service, ServiceRef } from '#shared/mesh/service.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import { useCarried } from '../scope.ts'
import type { PolicyKindUi } from './kind-ui.ts'
import style from './NewPolicy.module.css'
import { policyAddress } from './policy-address.ts'
import { servicesOf } from './queries.ts'
import { ScopeChoice } from './ScopeChoice.tsx'
import { everyService, useServiceName } from './useServiceName.ts'
import { nameOfScope, needsSubject, type PolicyScope, type ScopeKind } from './scopes.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  mesh: string
  /** Services of this one to choose from; of every one when left out. */
  namespace: string | undefined
  /** The called service where it is known already. */
  service?: ServiceRef
  /** The scope that is chosen before anybody does. */
  scope?: ScopeKind
  onClose: () => void
}

/** Asks which called service and whose calls a new policy is about, then opens its editor. */
export function NewPolicy<Spec, Draft>({ ui, mesh, namespace, service, scope: preset, onClose }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { t: words } = useTranslation('ui')
  const navigate = useNavigate()
  const carried = useCarried()
  const dialog = useRef<HTMLDialogElement>(null)
  const [chosen, setChosen] = useState(service)
  const [scope, setScope] = useState<PolicyScope | undefined>(preset && { kind: preset, subject: '', version: '' })
  const services = useQuery(servicesOf(mesh, namespace)).data?.value ?? []
  const { kind } = ui.endpoints
  const id = useId()

  useEffect(() => dialog.current?.showModal(), [])

  const ref =
    chosen && scope && (!needsSubject(scope.kind) || scope.subject !== '')
      ? PolicyRef.safeParse({ ...chosen, service: calledBy(ui, chosen, scope), kind, name: nameOfScope(scope) }).data
      : undefined
  return (
    <dialog ref={dialog} className={style['dialog']} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t('new.title', { kind: t(`one.${kind}`) })}</h2>
      {!service && (
        <ServiceSelect services={services} every={ui.everyService ?? false} chosen={chosen} onChoose={setChosen} />
      )}
      {chosen && (
        <ScopeChoice
          key={serviceKey(chosen)}
          ui={ui}
          service={chosen}
          services={services.filter((one) => one.namespace === chosen.namespace)}
          scope={scope}
          onScope={setScope}
        />
      )}
      <div className={style['acts']}>
        <Button onClick={() => dialog.current?.close()}>{words('cancel')}</Button>
        <Button type="primary" disabled={!ref} onClick={() => ref && void navigate(carried(policyAddress(ref)))}>
          {t('new.open')}
        </Button>
      </div>
    </dialog>
  )
}

/** A group that callers heed says by itself which calls it takes. */
const calledBy = <Spec, Draft>(ui: PolicyKindUi<Spec, Draft>, service: ServiceRef, scope: PolicyScope): string =>
  scope.kind === 'group' && ui.groupsOfCallers ? everyService : service.name

function ServiceSelect(props: {
  services: readonly Service[]
  /** Whether every service at once may be chosen, too. */
  every: boolean
  chosen: ServiceRef | undefined
  onChoose: (service: ServiceRef | undefined) => void
}) {
  const { t } = useTranslation('policyPages')
  const { services, every, chosen, onChoose } = props
  const nameOf = useServiceName()
  const namespaces = new Set(services.map(({ namespace }) => namespace))
  const mesh = services[0]?.mesh ?? ''
  const wholes = every ? [...namespaces].map((namespace) => ({ mesh, namespace, name: everyService })) : []
  const choices: ServiceRef[] = [...wholes, ...services]
  return (
    <label className={style['field']}>
      <span>{t('columns.service')}</span>
      <Select
        showSearch
        placeholder={t('new.chooseService')}
        // Inside the dialog, which lies above everything else.
        getPopupContainer={(node: HTMLElement) => node.parentElement ?? document.body}
        value={chosen ? serviceKey(chosen) : null}
        options={choices.map((service) => ({
          value: serviceKey(service),
          label:
            namespaces.size > 1
              ? t('new.serviceIn', { service: nameOf(service), namespace: service.namespace })
              : nameOf(service),
        }))}
        onChange={(key) => {
          const found = choices.find((service) => serviceKey(service) === key)
          onChoose(found && { mesh: found.mesh, namespace: found.namespace, name: found.name })
        }}
      />
    </label>
  )
}
