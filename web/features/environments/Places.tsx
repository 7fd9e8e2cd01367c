import { useTranslation } from 'react-i18next'
import { type Environment, environmentAt } from '#shared/features/environments/model.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusGlyph, StatusTag } from '../../ui/StatusGlyph.tsx'
import type { NamespaceNow } from './environment-form.ts'
import style from './environments.module.css'

interface Props {
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
}

/** Where each namespace of the meshes belongs now; those that belong nowhere come first. */
export function Places({ environments, places }: Props) {
  const { t } = useTranslation('environments')
  const rows = places
    .map((place) => ({ ...place, environment: environmentAt(environments, place)?.name }))
    .toSorted((one, other) => Number(one.environment !== undefined) - Number(other.environment !== undefined))
  const nowhere = rows.filter(({ environment }) => environment === undefined).length
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'namespace', title: t('fields.namespaces'), lead: true, render: ({ namespace }) => namespace },
    { key: 'mesh', title: t('fields.meshes'), render: ({ mesh }) => mesh },
    {
      key: 'environment',
      title: t('title'),
      render: ({ environment }) => environment ?? <StatusTag status="degraded">{t('nowhere')}</StatusTag>,
    },
  ]
  return (
    <Panel title={t('places')} meta={t('placesMeta')} flush>
      {nowhere > 0 && (
        <p className={style['nowhere']}>
          <StatusGlyph status="degraded" /> {t('nowhereHint', { count: nowhere })}
        </p>
      )}
      <DataTable
        name={t('places')}
        rows={rows}
        columns={columns}
        rowKey={({ mesh, namespace }) => `${mesh}/${namespace}`}
        empty={t('noNamespaces')}
      />
    </Panel>
  )
}
