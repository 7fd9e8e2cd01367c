import { useTranslation } from 'react-i18next'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallDrawer.module.css'
import { serverPart } from './latency-bar.ts'

/** A shorter part has its name beside it. */
const roomForName = 0.25

/** The whole call as its caller saw it, and inside it the callee's part. */
export function CallTiming({ record, onTrace }: { record: CallRecord; onTrace: () => void }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const { durationMs, serverMs, halves, caller, callee } = record
  const callerName = caller?.hidden ? t('hidden') : (caller?.service ?? t('outside'))
  const calleeName = callee.hidden ? t('hidden') : callee.service
  const part =
    halves === 'server'
      ? { start: 0, length: 1 }
      : serverMs === undefined
        ? undefined
        : serverPart(durationMs, serverMs)
  return (
    <section className={style['timing']} aria-label={t('detail.timing')}>
      <div className={style['scale']} aria-hidden>
        <span>0</span>
        <span>{format.ms(durationMs)}</span>
      </div>
      {halves !== 'server' && <div className={style['clientBar']}>{callerName}</div>}
      {part && (
        <div className={style['serverTrack']}>
          <div
            className={style['serverBar']}
            style={{ marginLeft: `${part.start * 100}%`, width: `${part.length * 100}%` }}
            title={t('detail.middle')}
          />
          <span
            className={part.length < roomForName ? style['beside'] : undefined}
            style={{ paddingLeft: `${(part.length < roomForName ? part.start + part.length : part.start) * 100}%` }}
          >
            {calleeName}
          </span>
        </div>
      )}
      <div className={style['timingFoot']}>
        <p className={style['quiet']}>
          {halves === 'both' && serverMs !== undefined
            ? t('detail.network', {
                network: format.ms(Math.max(0, durationMs - serverMs)),
                server: format.ms(serverMs),
                callee: calleeName,
              })
            : halves === 'server'
              ? t('detail.onlyServer')
              : t('detail.onlyClient')}
        </p>
        <button type="button" className={style['link']} onClick={onTrace}>
          {t('detail.traceCalls')}
        </button>
      </div>
    </section>
  )
}
