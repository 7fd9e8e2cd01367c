import { useTranslation } from 'react-i18next'
import type { Condition, Match } from '#shared/mesh/match.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'

/** Sentences for conditions and matches in the language that is shown. */
export function useMatchWords() {
  const { t } = useTranslation('match')
  const { t: policies } = useTranslation('policies')
  const language = useLanguage()

  const subjectOf = ({ field, name }: Condition): string => (name === '' ? policies(`condition.${field}`) : name)
  const conditionSentence = (condition: Condition): string =>
    t(`sentence.${condition.operator}`, { subject: subjectOf(condition), value: condition.value })
  const all = new Intl.ListFormat(language, { type: 'conjunction' })
  const any = new Intl.ListFormat(language, { type: 'disjunction' })
  const matchSentence = (match: Match): string =>
    match.any.length === 0
      ? t('everyCall')
      : any.format(match.any.map((group) => all.format(group.all.map(conditionSentence))))
  return { conditionSentence, matchSentence }
}
