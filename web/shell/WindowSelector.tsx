import { ChevronDown, Clock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { settleWindow, slidingWindows } from '#shared/contract/window.ts'
import { useAddressValues, windowOf } from '../mesh/scope.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import { PlainButton } from '../ui/PlainButton.tsx'
import { useFormat } from '../ui/useFormat.ts'
import style from './TopBar.module.css'

/** Which stretch of time the page's figures are about: sliding, or from one moment to another. */
export function WindowSelector() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const [search, setSearch] = useAddressValues()
  const { last = '15m', from, to } = windowOf(search)

  const entries = slidingWindows.map((each) => ({
    key: each,
    label: t(`window.${each}`),
    checked: !from && each === last,
    onSelect: () => setSearch({ last: each, from: null, to: null }),
  }))
  const setRange = (range: { from: string; to: string }) => setSearch({ last: null, ...range })
  return (
    <div data-window className={style['window']}>
      <MenuButton
        name={t('window.label')}
        groups={[{ entries }]}
        footer={(close) => (
          <Range
            onUse={(range) => {
              setRange(range)
              close()
            }}
          />
        )}
      >
        <Clock size={16} strokeWidth={1.75} aria-hidden />
        <span className={style['place']}>
          {from && to ? format.range(epochMs(from), epochMs(to)) : t(`window.${last}`)}
        </span>
        {!from && <span className={style['live']} />}
        <ChevronDown size={14} aria-hidden />
      </MenuButton>
    </div>
  )
}

/** Two moments in the reader's zone. */
function Range({ onUse }: { onUse: (range: { from: string; to: string }) => void }) {
  const { t } = useTranslation('shell')
  const [search] = useAddressValues()
  const [settled] = useState(() => settleWindow(windowOf(search), Date.now()))
  const [from, setFrom] = useState(() => localInput(epochMs(settled.from)))
  const [to, setTo] = useState(() => localInput(epochMs(settled.to)))
  const [start, end] = [Date.parse(from), Date.parse(to)]

  return (
    <div className={style['range']}>
      <label htmlFor="window-from">{t('window.from')}</label>
      <input id="window-from" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      <label htmlFor="window-to">{t('window.to')}</label>
      <input id="window-to" type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      <PlainButton disabled={!(start < end)} onClick={() => onUse({ from: instantOf(start), to: instantOf(end) })}>
        {t('window.use')}
      </PlainButton>
    </div>
  )
}

/** A moment as an input of the kind `datetime-local` wants it, in the reader's zone. */
const localInput = (ms: number): string => instantOf(ms - new Date(ms).getTimezoneOffset() * 60_000).slice(0, 16)
