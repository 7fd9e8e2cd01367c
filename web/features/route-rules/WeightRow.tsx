import { InputNumber, Slider } from 'antd'
import { Lock, LockOpen, Tags, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { DestinationLabels } from './DestinationLabels.tsx'
import type { DraftDestination } from './draft.ts'
import type { Pool } from './instances.ts'
import style from './WeightRows.module.css'
import { destinationName } from './words.ts'

interface Props {
  destination: DraftDestination
  pool: Pool
  /** What it gets now, in per cent; undefined where the route is new. */
  live: number | undefined
  /** Smallest weight in per cent. */
  step: number
  /** The only one: it has everything and stays. */
  alone: boolean
  removable: boolean
  readOnly: boolean
  onWeight: (weight: number) => void
  onLock: (locked: boolean) => void
  onLabels: (labels: Record<string, string>) => void
  onRemove: () => void
}

/** One destination: who, how many are ready, slider with a tick at the live value, number, lock, live value. */
export function WeightRow(props: Props) {
  const { destination, pool, live, step, alone, removable, readOnly, onWeight, onLock, onLabels, onRemove } = props
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const { labels, locked, weight } = destination
  const name = destinationName(labels)
  const ready = pool.readyOf(labels)
  const candidate = pool.versions.some((known) => known.candidate && known.version === labels['version'])
  const weightName = t('editor.weightOf', { destination: name })
  const shut = readOnly || alone || locked
  return (
    <div className={`${style['row']} ${candidate ? style['candidate'] : ''}`}>
      <span className={style['swatch']} aria-hidden />
      <span className={style['version']}>
        {name} {candidate && <Chip tone="candidate">{t('editor.candidate')}</Chip>}
      </span>
      <span className={ready > 0 ? style['ready'] : style['missing']}>
        {ready > 0 ? t('editor.instances', { count: ready }) : t('editor.noInstances')}
      </span>
      <Slider
        className={style['slider'] ?? ''}
        min={0}
        max={100}
        step={step}
        value={weight}
        disabled={shut}
        ariaLabelForHandle={weightName}
        tooltip={{ open: false }}
        {...(live === undefined ? {} : { marks: { [live]: { label: '', style: {} } } })}
        onChange={onWeight}
      />
      <InputNumber
        aria-label={weightName}
        className={style['number'] ?? ''}
        min={0}
        max={100}
        step={step}
        suffix="%"
        controls={false}
        value={weight}
        disabled={shut}
        onChange={(typed) => typed !== null && onWeight(typed)}
      />
      <span className={style['live']}>
        {live === undefined ? t('editor.notLive') : t('editor.live', { weight: format.figure(live) })}
      </span>
      <span className={style['rowActs']}>
        {!readOnly && (
          <>
            <IconButton
              icon={locked ? Lock : LockOpen}
              name={t(locked ? 'editor.unlock' : 'editor.lock', { destination: name })}
              pressed={locked}
              onClick={() => onLock(!locked)}
            />
            <IconButton
              icon={Tags}
              name={t('editor.labels', { destination: name })}
              expanded={choosing}
              onClick={() => setChoosing(!choosing)}
            />
            {removable && (
              <IconButton icon={X} name={t('editor.removeDestination', { destination: name })} onClick={onRemove} />
            )}
          </>
        )}
      </span>
      {choosing && <DestinationLabels labels={labels} pool={pool} onLabels={onLabels} />}
    </div>
  )
}
