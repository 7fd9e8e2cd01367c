import { expect, test } from 'vitest'
import { z } from 'zod'
import { addressOf, endpoint } from './endpoint.ts'

const list = endpoint({
  method: 'GET',
  path: '/meshes/:mesh/services/:service',
  permission: 'services:read',
  summary: 'A list',
  params: z.object({ mesh: z.string(), service: z.string() }),
  query: z.object({ status: z.string().optional() }).refine((query) => query.status !== 'bad'),
})

test('an address escapes what stands in it and leaves out what was not given', () => {
  const query = { status: ['4xx', 'a&b'], empty: '', none: undefined }

  expect(addressOf(list, { params: { mesh: 'demo', service: 'a/b' }, query })).toBe(
    '/api/meshes/demo/services/a%2Fb?status=4xx&status=a%26b',
  )
})

test('a query takes only what the endpoint names, and its refinements still hold', () => {
  expect(list.query.safeParse({ status: '4xx' }).success).toBe(true)
  expect(list.query.safeParse({ status: '4xx', staus: '5xx' }).success).toBe(false)
  expect(list.query.safeParse({ status: 'bad' }).success).toBe(false)
})

test('what is not described is empty', () => {
  const ping = endpoint({ method: 'POST', path: '/ping', permission: 'signed-in', summary: 'Nothing' })

  expect(ping.body.safeParse(undefined).success).toBe(true)
  expect(ping.body.safeParse({}).success).toBe(false)
  expect(ping.response.safeParse({}).success).toBe(false)
})
