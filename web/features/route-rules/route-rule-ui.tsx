import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import { ObservedRoute, type ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { PolicyKindUi, PolicyWords } from '../../mesh/policies/kind-ui.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { type DraftRule, draftOf, isComplete, specOf } from './draft.ts'
import { editedRoutes } from './edited.ts'
import { RouteList } from './RouteList.tsx'
import { useChangeTitle } from './useChangeTitle.ts'

/** Route rules as the common pages need them. */
export const routeRuleUi: PolicyKindUi<ObservedRouteRule, DraftRule> = {
  endpoints: routeRuleEndpoints,
  write: 'route-rules:write',
  scopes: ['app', 'caller'],
  versions: true,
  useWords,
  draftOf: (spec) => draftOf(spec ?? { routes: [] }),
  specOf,
  restored,
  isComplete,
}

function useWords(): PolicyWords<ObservedRouteRule, DraftRule> {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const changeTitle = useChangeTitle()
  return {
    empty: t('empty'),
    incomplete: t('incomplete'),
    summary: (rule) => <RouteList rule={rule} />,
    changeTitle,
    pending({ draft, live }) {
      const edits = editedRoutes(draft, live).length
      return edits > 0 ? t('pending.edits', { count: edits }) : t('pending.order')
    },
    removal({ policy, service }) {
      // A caller without a rule of its own follows the one for every caller.
      if (policy.ref.name !== 'app') return undefined
      const rate = format.rate(service?.traffic.rate ?? 0)
      const version = service?.versions[0]?.version ?? '–'
      return { text: t('removal.text', { rate, version }), act: t('removal.act', { rate, version }) }
    },
  }
}

/** A kept draft may be unfinished, so it is read as leniently as what a mesh holds. */
const KeptRule = z.object({ routes: z.array(ObservedRoute.extend({ remainder: z.number().default(0) })) })

/** What the data plane makes of a route is not part of a draft: it is known from the rule as it is live. */
function restored(spec: unknown, live: ObservedRouteRule | undefined): DraftRule | undefined {
  const routes = KeptRule.safeParse(spec).data?.routes.map((route) => {
    const effect = live?.routes.find(({ name }) => name === route.name)?.effect
    return effect ? { ...route, effect } : route
  })
  return routes && draftOf({ routes })
}
