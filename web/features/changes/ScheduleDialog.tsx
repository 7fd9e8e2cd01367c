import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf } from '#shared/contract/instant.ts'
import { momentOf, wallClock } from '#shared/contract/zone.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { longestScheduleSeconds } from '#shared/features/changes/review.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './Decision.module.css'
import { useSchedule } from './review-queries.ts'

const own = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]

/** Minutes until the time that is offered first. */
const offeredAfterMinutes = 60

/** Has an approved change written at a time, told by the clocks of a zone. */
export function ScheduleDialog({ change, onClose }: { change: ChangeRequest; onClose: () => void }) {
  const { t } = useTranslation('reviews')
  const { t: ui } = useTranslation('ui')
  const format = useFormat()
  const [timeId, zoneId] = [useId(), useId()]
  const [zone, setZone] = useState(own)
  const [clock, setClock] = useState(() => wallClock(Date.now() + offeredAfterMinutes * 60_000, own))
  const schedule = useSchedule(change.id)
  const at = momentOf(clock, zone)
  const days = longestScheduleSeconds / 86_400
  return (
    <Dialog title={t('ask.schedule', { id: change.id })} onClose={onClose}>
      <div className={style['dialog']}>
        <div className={style['field']}>
          <label htmlFor={timeId}>{t('ask.time')}</label>
          <Input id={timeId} type="datetime-local" value={clock} onChange={({ target }) => setClock(target.value)} />
        </div>
        <div className={style['field']}>
          <label htmlFor={zoneId}>{t('ask.zone')}</label>
          <Select
            id={zoneId}
            showSearch
            value={zone}
            options={zones.map((value) => ({ value, label: value }))}
            // A dialog lies above everything else.
            getPopupContainer={(node: HTMLElement) => node.closest('dialog') ?? document.body}
            onChange={setZone}
          />
        </div>
        <p className={style['why']}>
          {at !== undefined && zone !== own
            ? t('ask.timeHere', { time: format.dayTime(at), zone: own })
            : t('ask.scheduleHint', { days })}
        </p>
        <ProblemLine problem={schedule.error} />
        <div className={style['buttons']}>
          <form method="dialog">
            <Button htmlType="submit">{ui('cancel')}</Button>
          </form>
          <Button
            type="primary"
            disabled={at === undefined}
            loading={schedule.isPending}
            onClick={() => at !== undefined && schedule.mutate({ at: instantOf(at), zone }, { onSuccess: onClose })}
          >
            {t('act.schedule')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
