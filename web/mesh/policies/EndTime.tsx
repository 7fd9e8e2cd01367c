import { Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { epochMs, type Instant, instantOf } from '#shared/contract/instant.ts'
import { FindingList } from '../FindingList.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './ChangeForm.module.css'

/** After how many minutes a change may end by itself. */
const choices = [5, 15, 30, 60, 240, 1440] as const

/** When the console takes a change back by itself: after so many minutes, counted from when it is asked for. */
export function useEndTime() {
  const [chosen, setChosen] = useState<{ minutes: number; at: Instant }>()
  const after = (minutes: number) => instantOf(Date.now() + minutes * 60_000)
  return {
    minutes: chosen?.minutes,
    /** As it would be if it were asked for at the moment of choosing; for checks, which ask again when it changes. */
    at: chosen?.at,
    choose: (minutes: number | undefined) =>
      setChosen(minutes === undefined ? undefined : { minutes, at: after(minutes) }),
    /** As it is when asked for now. */
    fromNow: (): Instant | undefined => chosen && after(chosen.minutes),
  }
}

export type EndTime = ReturnType<typeof useEndTime>

const missing: Finding[] = [{ code: 'end-missing', severity: 'error', params: {} }]

/** Chooses it; a kind that needs an end offers no "never", and asks for one as soon as there is something to apply. */
export function EndTimeField({ end, needed, isAsked = needed }: { end: EndTime; needed: boolean; isAsked?: boolean }) {
  const { t } = useTranslation('policyPages')
  const format = useFormat()
  const id = useId()
  const isMissing = isAsked && end.at === undefined
  return (
    <>
      <label htmlFor={id}>{t('ends.label')}</label>
      <Select
        id={id}
        status={isMissing ? 'error' : ''}
        placeholder={needed ? t('ends.choose') : t('ends.never')}
        // A dialog lies above everything else.
        getPopupContainer={(node: HTMLElement) => node.closest('dialog') ?? document.body}
        allowClear={!needed}
        value={end.minutes ?? null}
        options={choices.map((minutes) => ({
          value: minutes,
          label: minutes < 60 ? t('ends.minutes', { count: minutes }) : t('ends.hours', { count: minutes / 60 }),
        }))}
        onChange={(minutes: number | null) => end.choose(minutes ?? undefined)}
      />
      {isMissing && <FindingList small findings={missing} />}
      {end.at && <span className={style['hint']}>{t('ends.help', { time: format.dayTime(epochMs(end.at)) })}</span>}
    </>
  )
}
