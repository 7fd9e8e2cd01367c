import { matchRoutes } from 'react-router'
import { expect, test } from 'vitest'
import { paths, patterns } from './paths.ts'

const ocr = { mesh: 'sandbox', namespace: 'cloud@production', name: 'ocr' }

test('every address leads to the page it is for, with the values it was made of', () => {
  const params = (pattern: string, path: string) => matchRoutes([{ path: pattern }], path)?.[0]?.params
  expect(params(patterns.overview, paths.overview('sandbox'))).toEqual({ mesh: 'sandbox' })
  expect(params(patterns.service, paths.service(ocr))).toEqual({
    mesh: 'sandbox',
    namespace: 'cloud@production',
    service: 'ocr',
  })
  expect(
    params(patterns.policy('route-rules'), paths.policy(ocr, 'route-rules', 'caller:predict@1.0.0')),
  ).toMatchObject({
    service: 'ocr',
    name: 'caller:predict@1.0.0',
  })
  expect(params(patterns.change, paths.change('CR-218'))).toEqual({ id: 'CR-218' })
})

test('the way back after signing in survives its own query', () => {
  const back = '/meshes/sandbox/calls?last=1h&callee=ocr'
  expect(new URL(paths.signIn(back), 'http://console').searchParams.get('return')).toBe(back)
})
