import { useTranslation } from 'react-i18next'
import type { Condition, Match } from '#shared/mesh/match.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { givenName } from './draft.ts'

/** Labels as people name a destination: the version alone where that is all. */
export function destinationName(labels: Record<string, string>): string {
  const { version, ...rest } = labels
  const others = Object.entries(rest).map(([key, value]) => `${key}=${value}`)
  return [...(version === undefined ? [] : [version]), ...others].join(', ')
}

/** Sentences for conditions and matches in the language that is shown. */
export function useRuleWords() {
  const { t } = useTranslation('routeRules')
  const { t: policies } = useTranslation('policies')
  const language = useLanguage()

  const subjectOf = ({ field, name }: Condition): string => (name === '' ? policies(`condition.${field}`) : name)
  const conditionSentence = (condition: Condition): string =>
    t(`sentence.${condition.operator}`, { subject: subjectOf(condition), value: condition.value })
  const all = new Intl.ListFormat(language, { type: 'conjunction' })
  const any = new Intl.ListFormat(language, { type: 'disjunction' })
  const matchSentence = (match: Match): string =>
    match.any.length === 0
      ? t('noConditions')
      : any.format(match.any.map((group) => all.format(group.all.map(conditionSentence))))
  const routeName = (name: string, match: Match, position: number): string =>
    givenName({ name, match }) || (match.any.length === 0 ? t('everything') : t('editor.route', { position }))

  return { conditionSentence, matchSentence, routeName }
}

/** Findings carry the place in a request (`edits.0.spec.routes.1…`); this is the place in the rule. */
export const placeInRule = (field: string | undefined): string[] =>
  field?.replace(/^edits\.0\.spec\./, '').split('.') ?? []
