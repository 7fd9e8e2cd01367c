import { InputNumber, Slider } from 'antd'
import { Lock, LockOpen, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import type { DraftDestination } from './draft.ts'
import type { KnownVersion } from './versions.ts'
import style from './WeightRows.module.css'
import { destinationName } from './words.ts'

interface Props {
  destination: DraftDestination
  /** Undefined for a version that is not registered. */
  known: KnownVersion | undefined
  /** What it gets now, in per cent; undefined where the route is new. */
  live: number | undefined
  /** Smallest weight in per cent. */
  step: number
  /** The only one: it has everything and stays. */
  alone: boolean
  readOnly: boolean
  onWeight: (weight: number) => void
  onLock: (locked: boolean) => void
  onRemove: () => void
}

/** One destination: who, how many are ready, slider with a tick at the live value, number, lock, live value. */
export function WeightRow({ destination, known, live, step, alone, readOnly, onWeight, onLock, onRemove }: Props) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const name = destinationName(destination.labels)
  const candidate = known?.candidate ?? false
  const weightName = t('editor.weightOf', { destination: name })
  const shut = readOnly || alone || destination.locked
  return (
    <div className={`${style['row']} ${candidate ? style['candidate'] : ''}`}>
      <span className={style['swatch']} aria-hidden />
      <span className={style['version']}>
        {name} {candidate && <Chip tone="candidate">{t('editor.candidate')}</Chip>}
      </span>
      <span className={known?.ready ? style['ready'] : style['missing']}>
        {known?.ready ? t('editor.instances', { count: known.ready }) : t('editor.noInstances')}
      </span>
      <Slider
        className={style['slider'] ?? ''}
        min={0}
        max={100}
        step={step}
        value={destination.weight}
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
        value={destination.weight}
        disabled={shut}
        onChange={(weight) => weight !== null && onWeight(weight)}
      />
      {readOnly ? (
        <span />
      ) : (
        <IconButton
          icon={destination.locked ? Lock : LockOpen}
          name={t(destination.locked ? 'editor.unlock' : 'editor.lock', { destination: name })}
          pressed={destination.locked}
          onClick={() => onLock(!destination.locked)}
        />
      )}
      <span className={style['live']}>
        {live === undefined ? t('editor.notLive') : t('editor.live', { weight: format.figure(live) })}
      </span>
      {!readOnly && !alone && (
        <IconButton icon={X} name={t('editor.removeDestination', { destination: name })} onClick={onRemove} />
      )}
    </div>
  )
}
