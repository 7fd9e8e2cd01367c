import { useLanguage } from '../i18n/useLanguage.ts'
import * as format from './format.ts'

/** The formats of `format.ts` in the language that is shown. Times are given in milliseconds since 1970. */
export function useFormat() {
  const language = useLanguage()
  return {
    integer: (value: number) => format.formatInteger(value, language),
    figure: (value: number) => format.formatFigure(value, language),
    count: (value: number) => format.formatCount(value, language),
    rate: (perSecond: number) => format.formatRate(perSecond, language),
    share: (share: number) => format.formatShare(share, language),
    percent: (share: number) => format.formatPercent(share, language),
    points: (difference: number) => format.formatPoints(difference, language),
    ms: (ms: number) => format.formatMs(ms, language),
    bytes: (bytes: number) => format.formatBytes(bytes, language),
    list: (names: readonly string[]) => format.formatList(names, language),
    time: (epochMs: number) => format.formatTime(epochMs, language),
    seconds: (epochMs: number) => format.formatSeconds(epochMs, language),
    dayTime: (epochMs: number) => format.formatDayTime(epochMs, language),
    range: (from: number, to: number) => format.formatRange(from, to, language),
    dayTimeIn: (epochMs: number, zone: string) => format.formatDayTimeIn(epochMs, zone, language),
    exact: (epochMs: number) => format.formatExact(epochMs, language),
  }
}
