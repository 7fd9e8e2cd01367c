import type { Role } from '#shared/access/role.ts'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { type Parsed, parseWith } from '#shared/contract/parse.ts'
import { momentOf, wallClock } from '#shared/contract/zone.ts'
import { type Freeze, FreezeDraft } from '#shared/features/freezes/model.ts'

/** A freeze as it is typed: its window as clocks in its zone show it (`2026-11-20T14:02`). */
export interface FreezeForm {
  environment: string
  from: string
  to: string
  zone: string
  reason: string
  exceptServices: string[]
  exceptRoles: Role[]
  liftedBy: Role[]
}

const hourMs = 3_600_000

/** An empty form for a window of eight hours that begins at the next full hour. */
export function emptyForm(environment: string, zone: string, nowMs: number): FreezeForm {
  const begin = Math.ceil(nowMs / hourMs) * hourMs
  return {
    environment,
    from: wallClock(begin, zone),
    to: wallClock(begin + 8 * hourMs, zone),
    zone,
    reason: '',
    exceptServices: [],
    exceptRoles: [],
    liftedBy: [],
  }
}

export const formOf = ({
  environment,
  from,
  to,
  zone,
  reason,
  exceptServices,
  exceptRoles,
  liftedBy,
}: Freeze): FreezeForm => ({
  environment,
  from: wallClock(epochMs(from), zone),
  to: wallClock(epochMs(to), zone),
  zone,
  reason,
  exceptServices,
  exceptRoles,
  liftedBy,
})

/** The freeze that a form asks for, or what is wrong with it. */
export function draftOf({ from, to, zone, ...rest }: FreezeForm): Parsed<FreezeDraft> {
  const at = (clock: string) => {
    const moment = momentOf(clock, zone)
    return moment === undefined ? undefined : instantOf(moment)
  }
  return parseWith(FreezeDraft, { ...rest, zone, from: at(from), to: at(to) })
}
