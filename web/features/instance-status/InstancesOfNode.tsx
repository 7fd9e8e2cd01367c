import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isReady } from '#shared/mesh/instance.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useWindow } from '../../mesh/scope.ts'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { InstanceAct } from './InstanceAct.tsx'
import style from './InstancesOfNode.module.css'
import { serviceWith } from './queries.ts'

interface Props {
  service: ServiceRef
  /** Only those of this version. */
  version: string | undefined
}

/** The instances of what is open in the graph, each with its act. */
export function InstancesOfNode({ service: ref, version }: Props) {
  const { t } = useTranslation('instanceStatus')
  const { t: services } = useTranslation('services')
  const service = useQuery(serviceWith(ref, useWindow()))
  return (
    <Loaded query={service}>
      {({ value }) => (
        <ul className={style['instances']} aria-label={t('instances')}>
          {value.detail
            .filter((one) => version === undefined || one.version === version)
            .flatMap(({ instances }) => instances)
            .map((instance) => (
              <li key={instance.id}>
                <StatusGlyph status={isReady(instance) ? 'ok' : 'paused'} />
                <span className={style['name']}>{instance.host}</span>
                <span className={style['quiet']}>
                  {instance.version} {services(`status.${instance.status}`)}
                </span>
                <InstanceAct instance={instance} service={value} />
              </li>
            ))}
        </ul>
      )}
    </Loaded>
  )
}
