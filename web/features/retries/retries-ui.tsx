import { useTranslation } from 'react-i18next'
import { retriesEndpoints } from '#shared/features/retries/api.ts'
import { ObservedRetries, attemptsOf } from '#shared/features/retries/model.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { type PolicyKindUi, type PolicyWords, formOfSpec } from '../../mesh/policies/kind-ui.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'

/** Retries as the common pages need them. */
export const retriesUi: PolicyKindUi<ObservedRetries> = {
  endpoints: retriesEndpoints,
  write: 'retries:write',
  scopes: ['app', 'caller', 'group'],
  everyService: true,
  groupsOfCallers: true,
  useWords,
  ...formOfSpec(ObservedRetries, { onSame: 0, onNext: 1 }),
}

function useWords(): PolicyWords<ObservedRetries, ObservedRetries> {
  const { t } = useTranslation('retries')
  const nameOf = useServiceName()
  const { matchSentence } = useMatchWords()
  const summaryOf = (spec: ObservedRetries) => {
    const { onSame, onNext } = spec
    const which = onSame > 0 && onNext > 0 ? 'both' : onSame > 0 ? 'same' : onNext > 0 ? 'next' : 'none'
    return t(`summary.${which}`, { onSame, onNext, attempts: attemptsOf(spec) })
  }
  return {
    empty: t('empty'),
    summary: (spec) =>
      spec.match ? t('forMatch', { retries: summaryOf(spec), match: matchSentence(spec.match) }) : summaryOf(spec),
    changeTitle: ({ ref, draft }) => {
      const service = nameOf({ name: ref.service })
      const attempts = attemptsOf(draft)
      return attempts > 1 ? t('changeTitle', { service, attempts }) : t('changeTitleNone', { service })
    },
    removal: ({ policy }) => ({
      text: t('removal.text', { count: attemptsOf(policy.spec) }),
      act: t('removal.act'),
    }),
  }
}
