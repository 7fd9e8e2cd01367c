import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ReadText, TypedDocument } from '#shared/mesh/policy-text.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { planeFor, readersOf } from '../readers.ts'
import { scopeOf } from '../scopes.ts'
import { routeRuleKey } from './policies.ts'
import { readRouteRule } from './reader.ts'

/** What a rule says as somebody typed it; undefined where none of the documents is the service's rule. */
export function parseRouteRule(
  { namespace, service, name }: PolicyRef,
  documents: readonly TypedDocument[],
  snapshot: RegistrySnapshot,
): ReadText<ObservedRouteRule> | undefined {
  const document = documents.find(({ key }) => key === routeRuleKey(service))
  if (!document) return undefined
  const plane = planeFor(scopeOf(document.labels).dialect ?? 'go', readersOf(snapshot, namespace, name))
  const { rule, understood, findings } = readRouteRule(document.text, plane)
  return { spec: rule, understood, findings }
}
