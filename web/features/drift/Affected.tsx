import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Neighbour } from '#shared/features/services/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { scopeOf } from '../../mesh/policies/scopes.ts'
import { everyService } from '../../mesh/policies/useServiceName.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './drift.module.css'
import { callersOf } from './queries.ts'

/** Whose calls a policy concerns, with how many came lately; nothing where that cannot be said of one service. */
export function Affected({ policy }: { policy: PolicyRef }) {
  const { t } = useTranslation('drift')
  const format = useFormat()
  const may = useMay('services:read')
  const service = useQuery({ ...callersOf(policy), enabled: may && policy.service !== everyService })
  if (!service.data) return null
  const callers = service.data.value.callers.filter(isConcernedBy(policy))
  const words = callers.map((caller) =>
    t('affectedRate', {
      caller: caller.hidden ? t('hidden') : (caller.service?.name ?? caller.label ?? ''),
      rate: format.rate(caller.traffic.rate),
    }),
  )
  return (
    <span className={style['affected']}>
      <span>{t('affected')}</span> {words.length > 0 ? format.list(words) : t('affectedNone')}
    </span>
  )
}

/** A policy for one caller concerns nobody else; one that callers heed concerns those who read it. */
function isConcernedBy({ namespace, name }: PolicyRef): (caller: Neighbour) => boolean {
  const scope = scopeOf(name)
  const isOfOne = scope?.kind === 'caller' || scope?.kind === 'from'
  const isOfReaders = scope?.kind === 'caller' || scope?.kind === 'app'
  return ({ hidden, service }) =>
    hidden ||
    ((!isOfOne || service?.name === scope.subject) && (!isOfReaders || !service || service.namespace === namespace))
}
