import { useMutation } from '@tanstack/react-query'
import type { Instant } from '#shared/contract/instant.ts'
import type { Input } from '#shared/contract/endpoint.ts'
import {
  checkEdits,
  discardDraft,
  listChanges,
  listRevisions,
  proposeChange,
  readChange,
  readDraft,
  saveDraft,
} from '#shared/features/changes/api.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { editChange, readActs } from '#shared/features/changes/review-api.ts'
import { listEnvironments } from '#shared/features/environments/api.ts'
import { listServices, readService } from '#shared/features/services/api.ts'
import type { PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import type { TypedDocument } from '#shared/mesh/policy-text.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { call } from '../../api/call.ts'
import { invalidate, query, queryClient } from '../../api/query.ts'
import { editedProposal } from './edited-proposal.ts'
import type { PolicyKindUi } from './kind-ui.ts'
import { everyService } from './useServiceName.ts'

const placeOf = ({ mesh, namespace, service }: PolicyRef) => ({ mesh, namespace, service })

/** Policies of a mesh, of one namespace or one called service where that is asked. */
export const policiesOf = <Spec, Draft>(
  { endpoints }: PolicyKindUi<Spec, Draft>,
  mesh: string,
  of: { namespace?: string; service?: string },
) => query(endpoints.list, { params: { mesh }, query: of })

export const policyAt = <Spec, Draft>({ endpoints }: PolicyKindUi<Spec, Draft>, ref: PolicyRef) =>
  query(endpoints.read, { params: { ...placeOf(ref), name: ref.name } })

/** What documents say, typed as the mesh would hold them. */
export const textSays = <Spec, Draft>(
  { endpoints }: PolicyKindUi<Spec, Draft>,
  ref: PolicyRef,
  documents: readonly TypedDocument[],
) => query(endpoints.readText, { params: { ...placeOf(ref), name: ref.name }, body: { documents } })

export const capabilitiesAt = <Spec, Draft>({ endpoints }: PolicyKindUi<Spec, Draft>, ref: PolicyRef) =>
  query(endpoints.capabilities, { params: placeOf(ref), query: { name: ref.name } })

/** What can be done for a service's policies of a kind, before one of them is chosen. */
export const capabilitiesFor = <Spec, Draft>(
  { endpoints }: PolicyKindUi<Spec, Draft>,
  { mesh, namespace, name }: ServiceRef,
) => query(endpoints.capabilities, { params: { mesh, namespace, service: name }, query: {} })

/** Versions with their instances and shares; the called service is looked up where its callers are. */
export const serviceAt = (ref: PolicyRef) => ({
  ...query(readService, { params: placeOf(ref), query: {} }),
  // "Every service" is none that could be read.
  enabled: ref.service !== everyService,
})

export const servicesOf = (mesh: string, namespace: string | undefined) =>
  query(listServices, { params: { mesh }, query: namespace ? { namespace } : {} })

export const revisionsOf = (ref: PolicyRef) => query(listRevisions, { params: ref })

export const myDraftOf = (ref: PolicyRef) => query(readDraft, { params: ref })

export const environments = () => query(listEnvironments, {})

/** Findings and native documents of an unsaved edit. */
export const checkOf = (edit: PolicyEdit, revertAt: Instant | undefined) =>
  query(checkEdits, { body: { edits: [edit], ...(revertAt && { revertAt }) } })

/** Keeps the draft on the server, and here as what an editor that is opened again begins with. */
export const useSaveDraft = (ref: PolicyRef) =>
  useMutation({
    mutationFn: (body: Input<typeof saveDraft>['body']) => call(saveDraft, { params: ref, body }),
    // What no editor holds any more is read again.
    onSuccess: (draft) => queryClient.setQueryData(myDraftOf(ref).queryKey, (before) => before && { draft }),
  })

export const useDiscardDraft = (ref: PolicyRef) =>
  useMutation({
    mutationFn: () => call(discardDraft, { params: ref }),
    onSuccess: () => invalidate(readDraft),
  })

/** A change request that is not written yet, to be edited. */
export const requestAt = (id: string) => query(readChange, { params: { id } })

/**
 * Asks for the change, as a new request or as the next round of one that is not written yet; whatever shows policies of the kind or
 * changes is read again.
 */
export const useProposeChange = <Spec, Draft>(
  { endpoints: { list, read } }: PolicyKindUi<Spec, Draft>,
  request?: ChangeRequest,
) =>
  useMutation({
    mutationFn: (body: Input<typeof proposeChange>['body']) =>
      request
        ? call(editChange, { params: { id: request.id }, body: editedProposal(request, body) })
        : call(proposeChange, { body }),
    onSuccess: () => invalidate(list, read, listChanges, listRevisions, readDraft, readChange, readActs),
    // A refusal may mean that the policy stands differently now.
    onError: () => invalidate(read),
  })
