import { useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import {
  checkEdits,
  discardDraft,
  listChanges,
  listRevisions,
  proposeChange,
  readDraft,
  saveDraft,
} from '#shared/features/changes/api.ts'
import { listEnvironments } from '#shared/features/environments/api.ts'
import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import { readService } from '#shared/features/services/api.ts'
import type { PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

const placeOf = ({ mesh, namespace, service }: PolicyRef) => ({ mesh, namespace, service })

/** Rules of a mesh, of one namespace or one called service where that is asked. */
export const routeRulesOf = (mesh: string, of: { namespace?: string; service?: string }) =>
  query(routeRuleEndpoints.list, { params: { mesh }, query: of })

export const routeRuleOf = (ref: PolicyRef) =>
  query(routeRuleEndpoints.read, { params: { ...placeOf(ref), name: ref.name } })

export const capabilitiesOf = (ref: PolicyRef) =>
  query(routeRuleEndpoints.capabilities, { params: placeOf(ref), query: { name: ref.name } })

/** Versions with their instances and shares; the called service is looked up where its callers are. */
export const serviceOf = (ref: PolicyRef) => query(readService, { params: placeOf(ref), query: {} })

export const revisionsOf = (ref: PolicyRef) => query(listRevisions, { params: ref })

export const myDraftOf = (ref: PolicyRef) => query(readDraft, { params: ref })

export const environments = () => query(listEnvironments, {})

/** Findings and native documents of an unsaved edit. */
export const checkOf = (edit: PolicyEdit) => query(checkEdits, { body: { edits: [edit] } })

/** Keeps the draft on the server; nothing else reads it, so nothing becomes stale. */
export const useSaveDraft = (ref: PolicyRef) =>
  useMutation({
    mutationFn: (body: Input<typeof saveDraft>['body']) => call(saveDraft, { params: ref, body }),
  })

export const useDiscardDraft = (ref: PolicyRef) =>
  useMutation({
    mutationFn: () => call(discardDraft, { params: ref }),
    onSuccess: () => invalidate(readDraft),
  })

/** Asks for the change; whatever shows rules or changes is read again. */
export const useProposeChange = () =>
  useMutation({
    mutationFn: (body: Input<typeof proposeChange>['body']) => call(proposeChange, { body }),
    onSuccess: () =>
      invalidate(routeRuleEndpoints.list, routeRuleEndpoints.read, listChanges, listRevisions, readDraft),
    // A refusal may mean that the rule stands differently now.
    onError: () => invalidate(routeRuleEndpoints.read),
  })
