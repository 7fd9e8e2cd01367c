import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Stamp } from '#shared/contract/reading.ts'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useHealthSentence } from '../../mesh/HealthSentence.tsx'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useMarkers } from '../../mesh/markers/useMarkers.ts'
import { useCarried, useMesh, useWindow } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton, TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { InstancesPanel } from './InstancesPanel.tsx'
import { Neighbours } from './Neighbours.tsx'
import { serviceOf } from './queries.ts'
import { ServiceFacts } from './ServiceFacts.tsx'
import { TrafficPanel } from './TrafficPanel.tsx'
import { VersionsPanel } from './VersionsPanel.tsx'

// Its charts are heavy, so they come when they are asked for.
const TrafficTab = lazy(async () => ({ default: (await import('./TrafficTab.tsx')).TrafficTab }))

interface Props {
  /** Parts of other features about the same service. */
  rules: (service: ServiceRef) => ReactNode
  changes: (service: ServiceRef) => ReactNode
  /** What can be done with an instance. */
  instanceActs: (instance: Instance, service: ServiceDetail) => ReactNode
}

/** One service: versions, instances, traffic, neighbours, the rules in force and what was changed. */
export function ServicePage(parts: Props) {
  const mesh = useMesh()
  const { namespace = '', service: name = '' } = useParams()
  const window = useWindow()
  const service = useQuery(serviceOf({ mesh, namespace, name }, window))
  return (
    <>
      {!service.data && <AddressHeader mesh={mesh} name={name} />}
      <Loaded query={service} skeleton={<ServiceSkeleton />}>
        {({ value, stamps }) => <Service service={value} stamps={stamps} {...parts} />}
      </Loaded>
    </>
  )
}

/** What the address says already: before the first reading, and where there is none. */
function AddressHeader({ mesh, name }: { mesh: string; name: string }) {
  const { t } = useTranslation('services')
  const carried = useCarried()
  return <PageHeader crumbs={[{ to: carried(paths.services(mesh)), label: t('title') }]} title={name} />
}

/** The rows of the page's tables before its first reading. */
function ServiceSkeleton() {
  const { t } = useTranslation('services')
  return (
    <div className={page['body']}>
      <Panel title={t('versions')} flush>
        <TableSkeleton rows={2} columns={8} />
      </Panel>
      <Panel title={t('instances')} flush>
        <TableSkeleton rows={4} columns={6} />
      </Panel>
    </div>
  )
}

function Service({
  service,
  stamps,
  rules,
  changes,
  instanceActs,
}: { service: ServiceDetail; stamps: Stamp[] } & Props) {
  const { t } = useTranslation('services')
  const carried = useCarried()
  const reason = useHealthSentence()
  const { mesh, namespace, name } = service
  const markers = useMarkers({ mesh, namespace, service: name })
  return (
    <>
      <PageHeader
        crumbs={[{ to: carried(paths.services(service.mesh)), label: t('title') }]}
        title={service.name}
        tag={<StatusTag status={service.health.state} />}
        meta={
          <>
            <span>{service.namespace}</span>
            <span>{reason(service.health)}</span>
          </>
        }
        actions={<ScopeLink to={callsOf(service)}>{t('openCalls')}</ScopeLink>}
      />
      <SilentBar stamps={stamps} />
      <TabLinks
        name={t('tabs.label')}
        tabs={[
          {
            key: 'versions',
            label: t('tabs.versions'),
            content: () => (
              <div className={page['split']}>
                <div className={page['column']}>
                  <VersionsPanel service={service} stamps={stamps} />
                  <InstancesPanel service={service} acts={instanceActs} />
                </div>
                <div className={page['column']}>
                  <TrafficPanel service={service} markers={markers} />
                  <ServiceFacts service={service} />
                </div>
              </div>
            ),
          },
          {
            key: 'traffic',
            label: t('tabs.traffic'),
            content: () => (
              <Suspense fallback={<Skeleton />}>
                <TrafficTab service={service} markers={markers} />
              </Suspense>
            ),
          },
          {
            key: 'neighbours',
            label: t('tabs.neighbours'),
            count: service.callers.length + service.callees.length,
            content: () => <Neighbours service={service} stamps={stamps} />,
          },
          ...(rules
            ? [
                {
                  key: 'rules',
                  label: t('tabs.rules'),
                  content: () => <div className={page['body']}>{rules(service)}</div>,
                },
              ]
            : []),
          {
            key: 'changes',
            label: t('tabs.changes'),
            content: () => <div className={page['body']}>{changes(service)}</div>,
          },
        ]}
      />
    </>
  )
}

const callsOf = ({ mesh, namespace, name }: ServiceRef): string =>
  `${paths.calls(mesh)}?${new URLSearchParams({ namespace, callee: name })}`
