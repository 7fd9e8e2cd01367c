import { useTranslation } from 'react-i18next'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Stamp as StampModel } from '#shared/contract/reading.ts'
import { RefusedRequest } from '../../api/call.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Stamp } from '../../ui/Stamp.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallsHeader.module.css'
import { Filled, slot } from './Filled.tsx'
import type { CallPage } from './queries.ts'

interface Props {
  /** The first page of the list; undefined until it is there. */
  page: CallPage | undefined
  filtered: boolean
  /** Why the list could not be read again. */
  error: RefusedRequest | null
}

/** How many records match, of how many, who says so and since when; a source that went silent is named below. */
export function CallsHeader({ page, filtered, error }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const stamp = page && silentIf(error, page.stamp)
  const settled = stamp?.silent ? undefined : stamp?.settled
  return (
    <>
      <PageHeader
        title={t('title')}
        tools={
          <>
            {page && <Totals page={page} filtered={filtered} />}
            {stamp && <Stamp stamp={stamp} />}
            {settled && (
              <span className={style['settling']}>{t('settling', { time: format.seconds(epochMs(settled)) })}</span>
            )}
          </>
        }
      />
      {stamp?.silent && <SilentBar stamps={[stamp]} />}
    </>
  )
}

function Totals({ page: { total, all }, filtered }: { page: CallPage; filtered: boolean }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const sentence = filtered
    ? t('matching', { count: total, slot, all: format.integer(all) })
    : t('everything', { count: total, slot })
  return (
    <output className={style['totals']}>
      <Filled sentence={sentence}>
        <strong>{format.integer(total)}</strong>
      </Filled>
    </output>
  )
}

/** What is shown is the last that was read; the failure says since when nothing comes. */
function silentIf(error: RefusedRequest | null, stamp: StampModel): StampModel {
  if (stamp.silent || !(error instanceof RefusedRequest)) return stamp
  const { since } = error.params
  const problem = { code: error.code, params: error.params }
  const from =
    typeof since === 'string' && !Number.isNaN(Date.parse(since)) ? since : (stamp.at ?? instantOf(Date.now()))
  return { ...stamp, silent: { since: from, problem } }
}
