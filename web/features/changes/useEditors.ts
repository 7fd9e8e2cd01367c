import { useQuery } from '@tanstack/react-query'
import { Permission } from '#shared/access/permission.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { useSession } from '../../api/session.ts'
import { useMayAtEach } from '../../mesh/access/useMayAt.ts'
import { everyService } from '../../mesh/policies/useServiceName.ts'
import { type EditorOfChange, editorsOf } from './editors.ts'
import { labelsOf } from './review-queries.ts'

/** Where a change can be edited by the signed-in person; nothing until that is known. The server asks again. */
export function useEditors(change: ChangeRequest): EditorOfChange[] {
  const mayAt = useMayAtEach()
  const isLabelled = useSession()?.bindings.some(({ label }) => label !== undefined) ?? false
  const refs = change.edits.map(({ ref }) => ref).filter(({ service }) => service !== everyService)
  const labels = useQuery({ ...labelsOf(refs), enabled: isLabelled }).data
  return editorsOf(change, (ref) => {
    const write = writeOf(ref)
    const place = { ...placeOf(ref), labels: labels?.get(policyKey(ref)) }
    return write !== undefined && (mayAt?.(['changes:write', write], place) ?? false)
  })
}

/** Each kind that is written has a permission of its name. */
const writeOf = ({ kind }: PolicyRef): Permission | undefined => Permission.safeParse(`${kind}:write`).data

const placeOf = ({ mesh, namespace, service }: PolicyRef) => ({ mesh, namespace, service })
