import { useMutation } from '@tanstack/react-query'
import type { Input } from '#shared/contract/endpoint.ts'
import { listChanges, listRevisions, proposeChange, readDraft } from '#shared/features/changes/api.ts'
import { exportPolicies, planTransfer } from '#shared/features/policy-transfer/api.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

export const planOf = (mesh: string, body: Input<typeof planTransfer>['body']) =>
  query(planTransfer, { params: { mesh }, body })

export interface ExportPlace {
  mesh: string
  namespace: string
  service?: string | undefined
}

/** Reads an export and hands it to the browser as a file. */
export const useExport = () =>
  useMutation({
    async mutationFn({ mesh, namespace, service }: ExportPlace) {
      const asked = { namespace, ...(service === undefined ? {} : { service }) }
      const { file, text } = await call(exportPolicies, { params: { mesh }, query: asked })
      save(file, text)
    },
  })

/** Asks for the change; what shows changes is read again. A refusal may mean that the target stands differently now. */
export const useProposal = () =>
  useMutation({
    mutationFn: (body: Input<typeof proposeChange>['body']) => call(proposeChange, { body }),
    onSuccess: () => invalidate(listChanges, listRevisions, readDraft),
    onError: () => invalidate(planTransfer),
  })

function save(file: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = file
  link.click()
  URL.revokeObjectURL(address)
}
