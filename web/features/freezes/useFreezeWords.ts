import { useTranslation } from 'react-i18next'
import type { Role } from '#shared/access/role.ts'
import { epochMs } from '#shared/contract/instant.ts'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { readersZone } from '../../ui/format.ts'
import type { Status } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'

/** The sign of where a freeze stands. */
export const signOf = { running: 'paused', coming: 'waiting', over: 'idle', lifted: 'idle' } as const satisfies Record<
  string,
  Status
>

/** What a freeze says, in words of the language. */
export function useFreezeWords() {
  const { t } = useTranslation('freezes')
  const { t: access } = useTranslation('access')
  const format = useFormat()
  const now = useNow()

  const span = (ms: number): string => {
    const minutes = Math.max(1, Math.ceil(ms / 60_000))
    if (minutes < 90) return t('span.minutes', { count: minutes })
    return minutes < 48 * 60
      ? t('span.hours', { count: Math.round(minutes / 60) })
      : t('span.days', { count: Math.round(minutes / 1440) })
  }
  const namesOf = (roles: readonly Role[]) => roles.map((role) => access(`role.${role}`))
  return {
    roles: (roles: readonly Role[]) => format.list(namesOf(roles)),
    /** In the reader's zone. */
    window: ({ from, to }: Freeze) =>
      t('window', { from: format.dayTime(epochMs(from)), to: format.dayTime(epochMs(to)) }),
    /** In the zone in which it was written down; undefined where that is the reader's. */
    namedWindow({ from, to, zone }: Freeze) {
      if (zone === readersZone()) return undefined
      const [begin, end] = [format.dayTimeIn(epochMs(from), zone), format.dayTimeIn(epochMs(to), zone)]
      return t('windowIn', { from: begin, to: end, zone })
    },
    /** How long until it begins or ends, or how it ended. */
    since(freeze: Freeze) {
      const state = freezeState(freeze, now)
      if (state === 'running') return t('since.running', { span: span(epochMs(freeze.to) - now) })
      if (state === 'coming') return t('since.coming', { span: span(epochMs(freeze.from) - now) })
      return freeze.lifted ? t('since.lifted', { by: freeze.lifted.by }) : undefined
    },
    excepted: ({ exceptServices, exceptRoles }: Freeze) =>
      format.list([...exceptServices, ...namesOf(exceptRoles)]) || undefined,
  }
}
