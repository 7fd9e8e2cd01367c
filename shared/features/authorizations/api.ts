import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { readingOf } from '../../contract/reading.ts'
import { WindowQuery } from '../../contract/window.ts'
import { MeshName, NamespaceName } from '../../mesh/service.ts'
import { MatrixCell } from './model.ts'

export const readObservedCalls = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/authorizations/observed',
  permission: 'authorizations:read',
  summary: 'Who called whom in the window, to be held against who may call whom',
  params: z.object({ mesh: MeshName }),
  query: WindowQuery.safeExtend({ namespace: NamespaceName.optional() }),
  response: readingOf(z.array(MatrixCell)),
})
