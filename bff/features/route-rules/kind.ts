import { RouteRule } from '#shared/features/route-rules/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { observeShares } from './observe.ts'

/** Route rules, as the pipeline knows them. */
export const routeRules = policyKind<RouteRule>({
  kind: 'route-rules',
  read: 'route-rules:read',
  write: 'route-rules:write',
  draft: RouteRule,
  observe: observeShares,
})
