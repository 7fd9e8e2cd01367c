import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import { type Instance, isReady } from '#shared/mesh/instance.ts'
import { useMayAt } from '../../mesh/access/useMayAt.ts'
import { PlainButton } from '../../ui/PlainButton.tsx'
import { StatusQuestion } from './StatusQuestion.tsx'

interface Props {
  instance: Instance
  service: ServiceDetail
}

/** Takes an instance out of its callers' sight or brings it back, after a question; nothing for who may not. */
export function InstanceAct({ instance, service }: Props) {
  const { t } = useTranslation('instanceStatus')
  const [asking, setAsking] = useState(false)
  const place = { mesh: service.mesh, namespace: service.namespace, service: service.name, labels: service.labels }
  const may = useMayAt(['changes:write', 'instance-status:write'], place)
  if (!may) return null
  const becomes = isReady(instance) ? 'out-of-service' : 'up'
  return (
    <>
      <PlainButton onClick={() => setAsking(true)}>
        {t(`act.${becomes}`)}
        <span className="visually-hidden"> {instance.host}</span>
      </PlainButton>
      {asking && (
        <StatusQuestion instance={instance} service={service} becomes={becomes} onClose={() => setAsking(false)} />
      )}
    </>
  )
}
