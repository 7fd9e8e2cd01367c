import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Environment, EnvironmentDraft, EnvironmentRenaming, EnvironmentUpdate } from './model.ts'

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
  body: EnvironmentDraft,
  response: Environment,
})

export const updateEnvironment = endpoint({
  method: 'PUT',
  path: '/environments/:name',
  permission: 'environments:write',
  summary: 'Sets what an environment covers and what it asks for',
  params: z.object({ name: Environment.shape.name }),
  body: EnvironmentUpdate,
  response: Environment,
})

export const renameEnvironment = endpoint({
  method: 'POST',
  path: '/environments/:name/rename',
  permission: 'environments:write',
  summary:
    'Calls an environment otherwise, unless requests in it are open; its freezes and the roles that name it follow',
  params: z.object({ name: Environment.shape.name }),
  body: EnvironmentRenaming,
  response: Environment,
})

export const removeEnvironment = endpoint({
  method: 'POST',
  path: '/environments/:name/remove',
  permission: 'environments:write',
  summary: 'Takes an environment away, unless open requests, freezes or roles depend on it',
  params: z.object({ name: Environment.shape.name }),
  body: z.object({ revision: Environment.shape.revision }),
  response: z.object({ removed: Environment.shape.name }),
})

export const orderEnvironments = endpoint({
  method: 'POST',
  path: '/environments/order',
  permission: 'environments:write',
  summary: 'Sets the order of all environments: the first whose patterns fit a place is the one that it belongs to',
  // Every environment once: a list that misses one, or names one that is gone, is a conflict.
  body: z.object({ names: z.array(Environment.shape.name).max(200) }),
  response: z.object({ environments: z.array(Environment) }),
})
