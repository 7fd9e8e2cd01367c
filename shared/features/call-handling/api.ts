import { endpoint } from '../../contract/endpoint.ts'
import { readCall } from '../calls/api.ts'
import { CallHandling } from './model.ts'

export const readCallHandling = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/calls/:id/handling',
  permission: 'calls:read',
  summary: 'Which policies handled a call, by calculation from the revisions in force at its time',
  params: readCall.params,
  response: CallHandling,
})
