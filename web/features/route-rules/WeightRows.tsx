import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { type ObservedDestination, sumOfWeights } from '#shared/features/route-rules/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { type DraftDestination, withDestination, withoutDestination } from './draft.ts'
import type { Pool } from './instances.ts'
import { entriesOf, labelsOf } from './labels-text.ts'
import { WeightRow } from './WeightRow.tsx'
import style from './WeightRows.module.css'
import { allTo, evenly, withWeight } from './weights.ts'
import { destinationName } from './words.ts'

interface Props {
  title: string
  destinations: readonly DraftDestination[]
  /** The same as it is live; undefined where the route is new. */
  liveDestinations: readonly ObservedDestination[] | undefined
  /** The last one may be taken away, too. */
  mayBeEmpty?: boolean
  pool: Pool
  capabilities: Capabilities | undefined
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (destinations: DraftDestination[]) => void
}

/** Who gets which share of a route's calls; the sum is always there and always 100. */
export function WeightRows(props: Props) {
  const {
    title,
    destinations,
    liveDestinations,
    mayBeEmpty = false,
    pool,
    capabilities,
    findings,
    readOnly,
    onChange,
  } = props
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  // Meshes that take fractions say so; the coarsest step is safe everywhere.
  const step = capabilities?.features['weight.decimals']?.available === 'yes' ? 0.01 : 1
  const liveWeight = (labels: Record<string, string>): number | undefined =>
    liveDestinations?.find((live) => destinationName(live.labels) === destinationName(labels))?.weight
  const sum = sumOfWeights([...destinations])
  const restorable =
    liveDestinations !== undefined && destinations.every(({ labels }) => liveWeight(labels) !== undefined)

  return (
    <>
      <div className={style['head']}>
        <h3 className={style['heading']}>{title}</h3>
        {!readOnly && (
          <span className={style['acts']}>
            <Button type="text" size="small" onClick={() => onChange(evenly([...destinations], step))}>
              {t('editor.evenly')}
            </Button>
            {destinations[0] && (
              <Button type="text" size="small" onClick={() => onChange(allTo([...destinations], 0))}>
                {t('editor.allTo', { destination: destinationName(destinations[0].labels) })}
              </Button>
            )}
            {restorable && (
              <Button
                type="text"
                size="small"
                onClick={() =>
                  onChange(destinations.map((one) => ({ ...one, weight: liveWeight(one.labels) ?? one.weight })))
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
            pool={pool}
            live={liveDestinations && (liveWeight(destination.labels) ?? 0)}
            step={step}
            alone={destinations.length === 1}
            removable={mayBeEmpty || destinations.length > 1}
            readOnly={readOnly}
            onWeight={(weight) => onChange(withWeight([...destinations], at, weight, step))}
            onLock={(locked) => onChange(destinations.map((one, index) => (index === at ? { ...one, locked } : one)))}
            onLabels={(labels) => onChange(destinations.map((one, index) => (index === at ? { ...one, labels } : one)))}
            onRemove={() => onChange(withoutDestination(destinations, destination.id))}
          />
        ))}
        <div className={style['sum']}>
          <StatusGlyph status={sum === 100 ? 'ok' : 'failing'} />
          <strong>{t('editor.sum', { sum: format.figure(sum) })}</strong>
          {!readOnly && (
            <span className={style['hint']}>{t(destinations.length > 1 ? 'editor.sumHint' : 'editor.soleHint')}</span>
          )}
        </div>
      </div>
      <FindingList small findings={findings} />
      {!readOnly && (
        <AddDestination
          pool={pool}
          taken={new Set(destinations.map(({ labels }) => entriesOf(labels).join()))}
          onAdd={(labels) => onChange(withDestination(destinations, labels))}
        />
      )}
    </>
  )
}

interface AddProps {
  pool: Pool
  /** Label sets that are destinations already. */
  taken: ReadonlySet<string>
  onAdd: (labels: Record<string, string>) => void
}

/** A further destination: a version, or instances with a label. */
function AddDestination({ pool, taken, onAdd }: AddProps) {
  const { t } = useTranslation('routeRules')
  const offered = (name: string, value: string, shown: string, ready: number) => ({
    value: `${name}=${value}`,
    label:
      ready === 0 ? t('editor.labelledNone', { label: shown }) : t('editor.labelled', { label: shown, count: ready }),
  })
  const groups = [
    {
      label: t('editor.byVersion'),
      options: pool.versions.map((one) => offered('version', one.version, one.version, one.ready)),
    },
    {
      label: t('editor.byLabel'),
      options: pool.labels.map(({ name, value, ready }) => offered(name, value, `${name}=${value}`, ready)),
    },
  ]
  const options = groups
    .map((group) => ({ ...group, options: group.options.filter(({ value }) => !taken.has(value)) }))
    .filter((group) => group.options.length > 0)
  if (options.length === 0) return null
  return (
    <Select
      aria-label={t('editor.addDestination')}
      className={style['add'] ?? ''}
      popupMatchSelectWidth={false}
      placeholder={t('editor.addDestination')}
      value={null}
      options={options}
      onChange={(chosen: string | null) => chosen !== null && onAdd(labelsOf([chosen]))}
    />
  )
}
