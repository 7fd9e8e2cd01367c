import { useTranslation } from 'react-i18next'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { type DraftRule, givenName } from './draft.ts'
import { editedRoutes } from './edited.ts'
import { destinationName, useRouteName } from './words.ts'

/** Title of a change that edits one route: which calls, and where they go now; undefined where more was edited. */
export function useChangeTitle() {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const routeName = useRouteName()
  const { matchSentence } = useMatchWords()

  return ({ ref, draft, live }: { ref: PolicyRef; draft: DraftRule; live: ObservedRouteRule }): string | undefined => {
    const edited = editedRoutes(draft, live)
    const only = edited.length === 1 ? edited[0] : undefined
    if (!only) return undefined
    const { service } = ref
    const { name, match } = only.route
    const shares = format.list(
      only.route.destinations
        .filter(({ weight }) => weight > 0)
        .map(({ labels, weight }) =>
          t('share', { destination: destinationName(labels), weight: format.figure(weight) }),
        ),
    )
    return match.any.length > 0 && givenName({ name, match }) === ''
      ? t('change.match', { service, match: matchSentence(match), shares })
      : t('change.route', { route: routeName(name, match, only.at + 1), service, shares })
  }
}
