import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listMeshes } from '#shared/features/meshes/api.ts'
import { query } from '../../api/query.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { CapabilityMatrix } from './CapabilityMatrix.tsx'
import { Connections } from './Connections.tsx'

/** Each connected mesh: how its backends fare, and what its data planes can do. */
export function MeshesPage() {
  const { t } = useTranslation('meshes')
  const meshes = useQuery({ ...query(listMeshes, {}), refetchInterval: 10_000 })
  return (
    <>
      <PageHeader title={t('title')} />
      <Loaded query={meshes}>
        {({ meshes: all }) =>
          all.length === 0 ? (
            <Empty title={t('none')} hint={t('noneHint')} />
          ) : (
            all.map((mesh) => (
              <div key={mesh.name} className={page['body']}>
                <Connections mesh={mesh} />
                <CapabilityMatrix mesh={mesh} />
              </div>
            ))
          )
        }
      </Loaded>
    </>
  )
}
