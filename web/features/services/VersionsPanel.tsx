import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import type { ServiceDetail, VersionSummary } from '#shared/features/services/model.ts'
import { isReady } from '#shared/mesh/instance.ts'
import { HealthWord } from '../../mesh/HealthSentence.tsx'
import { versionTones } from '../../mesh/version-tone.ts'
import { VersionTag } from '../../ui/Chip.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SplitBar } from '../../ui/SplitBar.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './services.module.css'
import { useTrafficColumns } from './ServicesTable.tsx'

/** Each version with its instances, its share of the calls and how it fares. */
export function VersionsPanel({ service, stamps }: { service: ServiceDetail; stamps: Stamp[] }) {
  const { t } = useTranslation('services')
  const format = useFormat()
  const tones = versionTones(service.detail.map(({ version }) => version))
  const toneOf = (version: string) => tones.get(version)?.tone ?? 'rest'
  const columns: Column<VersionSummary>[] = [
    {
      key: 'version',
      title: t('columns.version'),
      render: ({ version }) => <VersionTag version={version} candidate={toneOf(version) === 'candidate'} />,
    },
    { key: 'state', title: t('columns.state'), render: ({ health }) => <HealthWord health={health} /> },
    {
      key: 'instances',
      title: t('columns.instances'),
      numeric: true,
      render: ({ instances }) => `${instances.filter(isReady).length} / ${instances.length}`,
    },
    { key: 'share', title: t('columns.share'), unit: '%', numeric: true, render: ({ share }) => format.percent(share) },
    ...useTrafficColumns<VersionSummary>(),
  ]
  return (
    <Panel title={t('versions')} aside={<Stamps stamps={stamps} />} flush>
      {service.traffic.calls > 0 && (
        <div className={style['split']}>
          <SplitBar
            name={t('splitName')}
            parts={service.detail.map(({ version, share }) => ({
              name: `${version} ${format.share(share)}`,
              share,
              tone: toneOf(version),
            }))}
          />
        </div>
      )}
      <DataTable name={t('versions')} rows={service.detail} columns={columns} rowKey={({ version }) => version} />
    </Panel>
  )
}
