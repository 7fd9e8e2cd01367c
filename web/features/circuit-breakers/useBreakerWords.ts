import { useTranslation } from 'react-i18next'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { useFormat } from '../../ui/useFormat.ts'

/** What a circuit breaker says, in words. */
export function useBreakerWords() {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  const { matchSentence } = useMatchWords()

  function openingOf({ trip, minimumCalls }: ObservedCircuitBreaker): string[] {
    const { errorShare, slowShare, slowerThanMs, consecutiveErrors } = trip ?? {}
    const named = [
      ...(errorShare === undefined ? [] : [t('summary.errorShare', { share: format.share(errorShare / 100) })]),
      ...(slowShare === undefined && slowerThanMs === undefined
        ? []
        : [
            t('summary.slow', {
              share: format.share((slowShare ?? 100) / 100),
              time: format.ms(slowerThanMs ?? 60_000),
            }),
          ]),
      ...(consecutiveErrors === undefined ? [] : [t('summary.consecutive', { count: consecutiveErrors })]),
    ]
    const opens = named.length > 0 ? named : [t('summary.byItself')]
    return [...opens, ...(minimumCalls === undefined ? [] : [t('summary.minimum', { count: minimumCalls })])]
  }

  function summary(breaker: ObservedCircuitBreaker): string {
    const { trip, forced, sleepMs, maxConcurrency, timeoutMs, match } = breaker
    const said = [
      ...(forced ? [t(`summary.forced.${forced}`)] : trip ? openingOf(breaker) : [t('summary.off')]),
      ...(sleepMs === undefined || !trip || forced ? [] : [t('summary.sleep', { time: format.ms(sleepMs) })]),
      ...(maxConcurrency === undefined ? [] : [t('summary.concurrency', { count: maxConcurrency })]),
      ...(timeoutMs === undefined ? [] : [t('summary.timeout', { time: format.ms(timeoutMs) })]),
    ]
    const words = said.join(t('summary.separator'))
    return match && match.any.length > 0
      ? t('summary.forMatch', { breaker: words, match: matchSentence(match) })
      : words
  }
  return { summary }
}
