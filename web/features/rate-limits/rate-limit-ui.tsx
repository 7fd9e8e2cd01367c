import { useTranslation } from 'react-i18next'
import { rateLimitEndpoints } from '#shared/features/rate-limits/api.ts'
import { ObservedRateLimit, RateLimit } from '#shared/features/rate-limits/model.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { isMatchComplete } from '../../mesh/match/match-draft.ts'
import { type PolicyKindUi, type PolicyWords, formOfSpec } from '../../mesh/policies/kind-ui.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useFormat } from '../../ui/useFormat.ts'

/** Rate limits as the common pages need them. */
export const rateLimitUi: PolicyKindUi<ObservedRateLimit> = {
  endpoints: rateLimitEndpoints,
  write: 'rate-limits:write',
  scopes: ['app', 'caller', 'from', 'all', 'group'],
  everyService: true,
  useWords,
  ...formOfSpec<ObservedRateLimit>(ObservedRateLimit, { limit: null, per: 1 }),
  isComplete: (draft) => RateLimit.safeParse(draft).success && isMatchComplete(draft.match ?? { any: [] }),
}

function useWords(): PolicyWords<ObservedRateLimit, ObservedRateLimit> {
  const { t } = useTranslation('rateLimits')
  const format = useFormat()
  const nameOf = useServiceName()
  const { matchSentence } = useMatchWords()
  const limitWords = ({ limit, per, burst }: ObservedRateLimit): string => {
    if (limit === null) return t('summary.none')
    if (limit === 0) return t('summary.blocked')
    const rate = { count: limit, n: format.integer(limit), per: format.figure(per) }
    const words = per === 1 ? t('summary.perSecond', rate) : t('summary.perPeriod', rate)
    return burst === undefined ? words : t('summary.withBurst', { limit: words, burst: format.integer(burst) })
  }
  const summary = (spec: ObservedRateLimit): string =>
    spec.match ? t('summary.ofMatch', { limit: limitWords(spec), match: matchSentence(spec.match) }) : limitWords(spec)
  return {
    empty: t('empty'),
    summary,
    changeTitle: ({ ref, draft }) =>
      t('changeTitle', { service: nameOf({ name: ref.service }), limit: limitWords(draft) }),
    pending: ({ draft, live }) =>
      live ? t('pending.changed', { before: limitWords(live), after: limitWords(draft) }) : limitWords(draft),
    incomplete: t('incomplete'),
    removal: ({ policy }) => ({ text: t('removal.text', { limit: limitWords(policy.spec) }), act: t('removal.act') }),
  }
}
