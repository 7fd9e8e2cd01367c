import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Environment } from './model.ts'

export const listEnvironments = endpoint({
  method: 'GET',
  path: '/environments',
  permission: 'environments:read',
  summary: 'Environments in their order',
  response: z.object({ environments: z.array(Environment) }),
})

export const createEnvironment = endpoint({
  method: 'POST',
  path: '/environments',
  permission: 'environments:write',
  summary: 'Adds an environment',
  body: Environment.omit({ revision: true }),
  response: Environment,
})
