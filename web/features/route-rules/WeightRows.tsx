import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { type ObservedRoute, sumOfWeights } from '#shared/features/route-rules/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { type DraftRoute, withDestination, withoutDestination } from './draft.ts'
import type { KnownVersion } from './versions.ts'
import { WeightRow } from './WeightRow.tsx'
import style from './WeightRows.module.css'
import { allTo, evenly, withWeight } from './weights.ts'
import { destinationName } from './words.ts'

interface Props {
  route: DraftRoute
  liveRoute: ObservedRoute | undefined
  versions: readonly KnownVersion[]
  capabilities: Capabilities | undefined
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (change: (route: DraftRoute) => DraftRoute) => void
}

/** Who gets which share of a route's calls; the sum is always there and always 100. */
export function WeightRows({ route, liveRoute, versions, capabilities, findings, readOnly, onChange }: Props) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  // Meshes that take fractions say so; the coarsest step is safe everywhere.
  const step = capabilities?.features['weight.decimals']?.available === 'yes' ? 0.01 : 1
  const { destinations } = route
  const set = (next: DraftRoute['destinations']) => onChange((one) => ({ ...one, destinations: next }))
  const liveWeight = (labels: Record<string, string>): number | undefined =>
    liveRoute?.destinations.find((live) => destinationName(live.labels) === destinationName(labels))?.weight
  const sum = sumOfWeights(destinations)
  const restorable = liveRoute !== undefined && destinations.every(({ labels }) => liveWeight(labels) !== undefined)

  return (
    <>
      <div className={style['head']}>
        <h3 className={style['heading']}>{t('editor.destinations')}</h3>
        {!readOnly && (
          <span className={style['acts']}>
            <Button type="text" size="small" onClick={() => set(evenly(destinations, step))}>
              {t('editor.evenly')}
            </Button>
            {destinations[0] && (
              <Button type="text" size="small" onClick={() => set(allTo(destinations, 0))}>
                {t('editor.allTo', { destination: destinationName(destinations[0].labels) })}
              </Button>
            )}
            {restorable && (
              <Button
                type="text"
                size="small"
                onClick={() =>
                  set(destinations.map((one) => ({ ...one, weight: liveWeight(one.labels) ?? one.weight })))
                }
              >
                {t('editor.restore')}
              </Button>
            )}
          </span>
        )}
      </div>
      <div className={style['rows']}>
        {destinations.map((destination, at) => (
          <WeightRow
            key={destination.id}
            destination={destination}
            known={versions.find(({ version }) => version === destination.labels['version'])}
            live={liveRoute && (liveWeight(destination.labels) ?? 0)}
            step={step}
            alone={destinations.length === 1}
            readOnly={readOnly}
            onWeight={(weight) => set(withWeight(destinations, at, weight, step))}
            onLock={(locked) => set(destinations.map((one, index) => (index === at ? { ...one, locked } : one)))}
            onRemove={() => onChange((one) => withoutDestination(one, destination.id))}
          />
        ))}
        <div className={style['sum']}>
          <StatusGlyph status={sum === 100 ? 'ok' : 'failing'} />
          <strong>{t('editor.sum', { sum: format.figure(sum) })}</strong>
          {!readOnly && <span className={style['hint']}>{t('editor.sumHint')}</span>}
        </div>
      </div>
      <FindingList small findings={findings} />
      {!readOnly && (
        <AddDestination
          versions={versions.filter(({ version }) => !destinations.some(({ labels }) => labels['version'] === version))}
          onAdd={(version) => onChange((one) => withDestination(one, { version }))}
        />
      )}
    </>
  )
}

function AddDestination({ versions, onAdd }: { versions: readonly KnownVersion[]; onAdd: (version: string) => void }) {
  const { t } = useTranslation('routeRules')
  if (versions.length === 0) return null
  return (
    <Select
      aria-label={t('editor.addDestination')}
      className={style['add'] ?? ''}
      placeholder={t('editor.addDestination')}
      value={null}
      options={versions.map(({ version, ready }) => ({
        value: version,
        label: `${version}, ${ready === 0 ? t('editor.noInstances') : t('editor.instances', { count: ready })}`,
      }))}
      onChange={(version: string | null) => version !== null && onAdd(version)}
    />
  )
}
