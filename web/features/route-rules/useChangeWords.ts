import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { givenName } from './draft.ts'
import { editedRoutes } from './edited.ts'
import type { RuleEditor } from './useRuleEditor.ts'
import { destinationName, useRuleWords } from './words.ts'

/** Title and reason of the change; the title is suggested from what was edited until somebody types one. */
export function useChangeWords(ref: PolicyRef, editor: RuleEditor) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const { matchSentence, routeName } = useRuleWords()
  const [typed, setTitle] = useState<string>()
  const [reason, setReason] = useState('')

  const suggestion = (): string => {
    const service = ref.service
    if (!editor.live) return t('editor.apply.suggestedNew', { service })
    const edited = editedRoutes(editor.draft, editor.live.spec)
    const only = edited.length === 1 ? edited[0] : undefined
    if (!only || !editor.complete) return t('editor.apply.suggestedRule', { service })
    const shares = only.route.destinations
      .filter(({ weight }) => weight > 0)
      .map(({ labels, weight }) => t('share', { destination: destinationName(labels), weight: format.figure(weight) }))
      .join(', ')
    const { name, match } = only.route
    if (match.any.length > 0 && givenName({ name, match }) === '')
      return t('editor.apply.suggestedMatch', { service, match: matchSentence(match), shares })
    return t('editor.apply.suggested', {
      route: routeName(name, match, only.at + 1),
      service,
      shares,
    })
  }

  return { title: (typed ?? suggestion()).slice(0, 120), reason, setTitle, setReason }
}

export type ChangeWords = ReturnType<typeof useChangeWords>
