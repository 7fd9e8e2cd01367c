import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ServiceSummary } from '#shared/features/services/model.ts'
import { useAddressValues, useCarried, useMesh, useScopeQuery } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { servicesOf } from './queries.ts'
import { ServicesTable } from './ServicesTable.tsx'

/** Every registered service of the scope, the worst first. */
export function ServicesPage() {
  const { t } = useTranslation('services')
  const mesh = useMesh()
  const navigate = useNavigate()
  const carried = useCarried()
  const [search, setSearch] = useAddressValues()
  const sought = search.get('find') ?? ''
  const services = useQuery(servicesOf(mesh, useScopeQuery()))
  return (
    <>
      <PageHeader
        title={t('title')}
        tools={
          <Input
            data-find
            aria-label={t('find')}
            placeholder={t('find')}
            prefix={<Search size={14} aria-hidden />}
            allowClear
            value={sought}
            onChange={(event) => setSearch({ find: event.target.value || null })}
            style={{ width: 260 }}
          />
        }
      />
      <Loaded query={services} skeleton={<TableSkeleton />}>
        {({ value, stamps }) => {
          const found = value.filter((service) => isSought(service, sought))
          return (
            <>
              <SilentBar stamps={stamps} />
              <div className={page['body']}>
                <Panel title={t('count', { count: found.length })} aside={<Stamps stamps={stamps} />} flush>
                  <ServicesTable
                    services={found}
                    empty={
                      value.length === 0 ? (
                        <Empty title={t('none')} hint={t('noneHint')} />
                      ) : (
                        <Empty title={t('noneFound')} />
                      )
                    }
                    onOpen={(service) => void navigate(carried(paths.service(service)))}
                  />
                </Panel>
              </div>
            </>
          )
        }}
      </Loaded>
    </>
  )
}

function isSought(service: ServiceSummary, sought: string): boolean {
  const texts = [
    service.name,
    service.namespace,
    ...Object.entries(service.labels).map(([key, value]) => `${key}=${value}`),
  ]
  return texts.some((text) => text.toLowerCase().includes(sought.toLowerCase()))
}
