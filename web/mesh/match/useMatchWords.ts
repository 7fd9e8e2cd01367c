import { useTranslation } from 'react-i18next'
import type { Condition, Match } from '#shared/mesh/match.ts'
import type { Language } from '#shared/problems/messages.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'

/** Sentences for conditions and matches in the language that is shown. */
export function useMatchWords() {
  const { t } = useTranslation('match')
  const { t: policies } = useTranslation('policies')
  const language = useLanguage()

  const subjectOf = ({ field, name }: Condition): string => (name === '' ? policies(`condition.${field}`) : name)
  const conditionSentence = (condition: Condition): string =>
    t(`sentence.${condition.operator}`, { subject: subjectOf(condition), value: condition.value })
  const together = (sentences: readonly string[]) => joined(sentences, 'conjunction', language)
  const either = (sentences: readonly string[]) => joined(sentences, 'disjunction', language)
  const matchSentence = (match: Match): string =>
    match.any.length === 0
      ? t('everyCall')
      : either(match.any.map((group) => together(group.all.map(conditionSentence))))
  return { conditionSentence, matchSentence }
}

/** A list as the language makes it; between Chinese and Latin stands a space, which `Intl` leaves out. */
const joined = (sentences: readonly string[], type: 'conjunction' | 'disjunction', language: Language): string =>
  new Intl.ListFormat(language, { type })
    .formatToParts(sentences)
    .map(({ type: part, value }) => (part === 'literal' && /^\p{Script=Han}+$/u.test(value) ? ` ${value} ` : value))
    .join('')
